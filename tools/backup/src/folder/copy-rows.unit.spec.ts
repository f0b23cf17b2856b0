import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copiedRows, type CopiedRow } from './copy-rows.js';

/** Written as PostgreSQL's documentation describes it. */
function fileOf(rows: readonly CopiedRow[]): Buffer {
  const int16 = (value: number): Buffer => Buffer.from([(value >> 8) & 0xff, value & 0xff]);
  const field = (value: Buffer | undefined): Buffer[] => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value?.length ?? -1);
    return value === undefined ? [length] : [length, value];
  };
  return Buffer.concat([
    Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
    Buffer.alloc(8),
    ...rows.flatMap((row) => [int16(row.length), ...row.flatMap(field)]),
    int16(-1),
  ]);
}

async function read(file: Buffer, chunkBytes: number): Promise<CopiedRow[]> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < file.length; at += chunkBytes) yield await Promise.resolve(file.subarray(at, at + chunkBytes));
  }
  const rows: CopiedRow[] = [];
  for await (const row of copiedRows(chunks())) rows.push(row.map((field) => field && Buffer.from(field)));
  return rows;
}

describe('reading a binary COPY', () => {
  it('gives back every field, empty and absent ones too, wherever the chunks are cut', async () => {
    const field = fc.option(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      { nil: undefined },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { maxLength: 4 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 60 }),
        async (rows, cut) => {
          expect(await read(fileOf(rows), cut)).toEqual(rows);
        },
      ),
      { seed: 20_261_125 },
    );
  });

  it.each([
    ['ends before its end', (file: Buffer) => file.subarray(0, -3)],
    ['goes on behind its end', (file: Buffer) => Buffer.concat([file, Buffer.from('x')])],
    ['is something else', () => Buffer.alloc(40)],
    ['is empty', () => Buffer.alloc(0)],
  ])('refuses a file that %s', async (_, spoil) => {
    await expect(read(spoil(fileOf([[Buffer.from('a')], [undefined]])), 7)).rejects.toThrow(RangeError);
  });
});
