import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  ed25519Signer,
  emptyEdge,
  entryBundle,
  formatReceipt,
  grow,
  leafHash,
  signCheckpoint,
  tilePath,
  TreeReader,
  type Tile,
} from '@huying/ledger';
import { parseVerifierKey, type VerifierKey } from 'huying-verify';
import { mirrorLog } from './mirror-log.js';
import type { Mirror } from './mirrored-log.js';
import { ServedLog } from './served-log.js';

export const signer = ed25519Signer('spec.example/log', generateKeyPairSync('ed25519').privateKey);

/** The files of a log of these entries, signed. */
export async function filesOf(entries: readonly Buffer[]): Promise<Map<string, Buffer>> {
  const { tiles } = grow(emptyEdge, entries.map(leafHash));
  const hashes = (wanted: Pick<Tile, 'level' | 'index'>): Buffer =>
    tiles.find(({ level, index }) => level === wanted.level && index === wanted.index)?.hashes ?? Buffer.alloc(0);
  const root = await new TreeReader(entries.length, (tile) => Promise.resolve(hashes(tile))).root();
  const files = new Map<string, Buffer>([['checkpoint', Buffer.from(signCheckpoint({ size: entries.length, root }, [signer]))]]);
  for (const tile of tiles) files.set(tilePath(tile), tile.hashes);
  for (let index = 0; index * 256 < entries.length; index += 1) {
    const bundled = entries.slice(index * 256, (index + 1) * 256);
    files.set(tilePath({ level: 0, index, width: bundled.length }, 'entries'), entryBundle(bundled));
  }
  return files;
}

/** The receipt of one entry of such a log. @param index zero-based */
export async function receiptOf(entries: readonly Buffer[], index: number): Promise<string> {
  const files = await filesOf(entries);
  const fileOf = (path: string): Buffer => files.get(path) ?? Buffer.alloc(0);
  const reader = new TreeReader(entries.length, (tile) => Promise.resolve(fileOf(tilePath(tile))));
  const [entry, proof] = [entries[index] ?? Buffer.alloc(0), await reader.inclusionProof(index)];
  return formatReceipt({ entry, index, proof, checkpoint: fileOf('checkpoint').toString('utf8') });
}

export interface LogServer {
  /** Its log of a name; nothing is asked for yet. */
  readonly log: (name: string) => ServedLog;
  readonly close: () => Promise<void>;
}

/** Serves files by name of log and path, as they are at the moment of each question. */
export async function serveLogs(fileOf: (name: string, path: string) => Buffer | undefined): Promise<LogServer> {
  const server = createServer((request, response) => {
    const [, name = '', ...path] = (request.url ?? '').split('/');
    const file = fileOf(name, path.join('/'));
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    log: (name) => new ServedLog(`${url}/${name}`, undefined),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The last word of the log's name, under which a mirror of all logs holds it. */
export const logName = signer.name.slice(signer.name.lastIndexOf('/') + 1);

/** Mirrors such a log below a folder. */
export async function mirrorOf(entries: readonly Buffer[], folder: string): Promise<Mirror> {
  const keys = [(await parseVerifierKey(signer.vkey)) as VerifierKey];
  const files = await filesOf(entries);
  const server = await serveLogs((_, path) => files.get(path));
  await mirrorLog({ log: server.log(logName), origin: signer.name, keys, folder: join(folder, logName) });
  await server.close();
  return { folder, keys };
}
