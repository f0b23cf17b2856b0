import { crc32, deflateRawSync } from 'node:zlib';

/** A file as a spec puts it into an archive; deflated when nothing else is said. */
export type Zipped = readonly [path: string, bytes: Uint8Array, how?: 'stored' | 'deflated'];

/** The plainest archive of these files, in this order. What other people's programs write, the specs of audit's packs hold before the verifier. */
export function zipArchive(files: readonly Zipped[]): Buffer {
  const [local, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [path, bytes, how = 'deflated'] of files) {
    const [name, content] = [Buffer.from(path), how === 'stored' ? bytes : deflateRawSync(bytes)];
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(how === 'stored' ? 0 : 8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(Buffer.from('PK\u0003\u0004', 'latin1'), shared, name, Buffer.from(content));
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), shared, place, name);
    offset += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...directory, end]);
}
