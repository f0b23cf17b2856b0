import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { services } from '@huying/contracts';
import { ed25519Signer, statementsName } from '@huying/ledger';
import { UsageFault } from '@huying/platform';
import { parseVerifierKey, type VerifierKey } from 'huying-verify';
import { LedgerFault } from './ledger-fault.js';

/** The logs that audit publishes: one per service, and the log of their checkpoints. */
export const publishedLogs = [...services, 'checkpoints'] as const;

const keyFile = /^ledger-(\d{1,4})\.pem$/;
const numberOf = (file: string): number => Number(keyFile.exec(file)?.[1]);

/**
 * What a verifier is told of each log, and of the ledger's statements: name, key id and public key; one line per name and key, the oldest
 * key first.
 */
export async function verifierKeys(secretsFolder: string, origin: string): Promise<readonly string[]> {
  const keys = await privateKeys(secretsFolder);
  const names = [...publishedLogs.map((log) => `${origin}/${log}`), statementsName(origin)];
  return names.flatMap((name) => keys.map((key) => ed25519Signer(name, key).vkey));
}

/** Makes one more key; audit signs with it beside the others from its next start on. @returns the file's path */
export async function addKey(secretsFolder: string): Promise<string> {
  const files = await keyFiles(secretsFolder);
  const file = join(secretsFolder, `ledger-${String(Math.max(0, ...files.map(numberOf)) + 1)}.pem`);
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  return file;
}

/** Reads a key that somebody gave. @throws UsageFault */
export async function readKey(vkey: string): Promise<VerifierKey> {
  const key = await parseVerifierKey(vkey);
  if (key === undefined) throw new UsageFault(`--key ${vkey}: no key of this form 公钥格式不对`);
  return key;
}

async function privateKeys(folder: string): Promise<readonly KeyObject[]> {
  const files = await keyFiles(folder);
  return Promise.all(files.map(async (file) => createPrivateKey(await readFile(join(folder, file)))));
}

async function keyFiles(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => keyFile.test(file));
  if (files.length === 0)
    throw new LedgerFault(
      'NO_KEYS',
      `no ledger-1.pem in ${folder}: start the system once, or name the folder by --secrets 没有找到存证密钥`,
    );
  return files.sort((one, other) => numberOf(one) - numberOf(other));
}
