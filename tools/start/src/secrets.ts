import { createHmac, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deployables, type DeployableName } from '@huying/contracts';

/** What an installation keeps secret, made once, on its first start. */
export interface InstallationSecrets {
  /** Folder that one deployable gets to see: `<dataDir>/secrets/<deployable>`. */
  readonly folderOf: (deployable: DeployableName) => string;
  readonly postgresPassword: string;
  /** Password of a database role. */
  readonly passwordOf: (role: string) => string;
  /** Signs the first commands of a new installation; PEM. */
  readonly gatewayPrivateKey: string;
}

/**
 * Reads the installation's secrets, making those that are missing. Every file is whole or absent, on the disk before it is used, and
 * readable by its owner only: a lost master key would be the loss of every sealed word.
 */
export async function openSecrets(dataDir: string): Promise<InstallationSecrets> {
  const folder = join(dataDir, 'secrets');
  const folderOf = (deployable: DeployableName): string => join(folder, deployable);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const deployable of deployables) await mkdir(folderOf(deployable), { recursive: true, mode: 0o700 });

  // One stored secret gives every role its own password, the same at every start.
  const roleKey = await keep(join(folder, 'database-roles.key'), randomKey);
  const postgresPassword = await keep(join(folder, 'postgres.password'), () => randomBytes(32).toString('base64url'));
  const gatewayPrivateKey = await keep(join(folderOf('gateway'), 'gateway-private.pem'), newSigningKey);
  const gatewayPublicKey = createPublicKey(gatewayPrivateKey).export({ type: 'spki', format: 'pem' });
  const masterKey = await keep(join(folder, 'master.key'), randomKey);
  // Once the ledger has a later key, its first one may have been taken out (docs/runbooks/replace-the-ledger-key.md).
  const ledgerKeys = (await readdir(folderOf('audit'))).filter((file) => /^ledger-\d+\.pem$/.test(file));
  if (ledgerKeys.length === 0) await keep(join(folderOf('audit'), 'ledger-1.pem'), newSigningKey);
  for (const deployable of deployables) {
    await keep(join(folderOf(deployable), 'gateway-public.pem'), () => gatewayPublicKey);
    await keep(join(folderOf(deployable), 'request-digest.key'), randomKey);
    await keep(join(folderOf(deployable), 'master.key'), () => masterKey);
  }
  return {
    folderOf,
    postgresPassword: postgresPassword.toString(),
    passwordOf: (role) => createHmac('sha256', roleKey).update(role).digest('base64url'),
    gatewayPrivateKey: gatewayPrivateKey.toString(),
  };
}

const randomKey = (): Buffer => randomBytes(32);
const newSigningKey = (): string | Buffer => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });

/** The content of a secret file; made, and on the disk, before anybody has seen it. */
async function keep(file: string, make: () => string | Buffer): Promise<Buffer> {
  const present = await readFile(file).catch((fault: unknown) => {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault;
  });
  if (present !== undefined) return present;
  const content = Buffer.from(make());
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  const handle = await open(unfinished, 'wx', 0o600);
  await handle.writeFile(content);
  await handle.sync();
  await handle.close();
  await rename(unfinished, file);
  const folder = await open(join(file, '..'), 'r');
  await folder.sync().finally(() => folder.close());
  return content;
}
