// Makes the secrets of an installation, each once: what is there stays as it is, so it can be run again after an upgrade.
// Usage: node docker/make-secrets.mjs [FOLDER]        (default: docker/secrets, and docker/.env beside it)
// It needs Node and nothing else. FOLDER gets one folder for each program, with the files that this program may read, and no others.
import { Buffer } from 'node:buffer';
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(here, 'secrets'));
const services = ['intake', 'dispatch', 'volunteers', 'reporting', 'audit'];
/** Programs in containers run as whoever made the secrets; never as root. */
const imageUser = 10001;
const uid = process.getuid() === 0 ? imageUser : process.getuid();
const gid = process.getuid() === 0 ? imageUser : process.getgid();

const give = (path) => {
  if (process.getuid() === 0) chownSync(path, uid, gid);
};

/** The content of a secret file; made, readable by its owner only, where it is missing. */
function keep(program, file, make) {
  const path = join(folder, program, file);
  if (existsSync(path)) return readFileSync(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  give(dirname(path));
  const content = Buffer.from(make());
  writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  give(path);
  return content;
}

const newKey = () => randomBytes(32);
const newPassword = () => randomBytes(32).toString('base64url');

mkdirSync(folder, { recursive: true, mode: 0o700 });
give(folder);

// The provisioning step sets every password, so it holds them all; each program gets copies of its own.
const passwordOf = (role) => keep('provision', `${role}.password`, newPassword);
const hand = (program, role) => keep(program, `${role}.password`, () => passwordOf(role));
hand('postgres', 'huying_admin');
passwordOf('huying_keys_owner');

const newSigningKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
const signingKey = keep('gateway', 'gateway-private.pem', newSigningKey);
// Once the ledger has a later key, its first one may have been taken out (docs/runbooks/replace-the-ledger-key.md).
const auditFolder = join(folder, 'audit');
const ledgerKeys = existsSync(auditFolder) ? readdirSync(auditFolder).filter((file) => /^ledger-\d+\.pem$/.test(file)) : [];
if (ledgerKeys.length === 0) keep('audit', 'ledger-1.pem', newSigningKey);
const verifyingKey = createPublicKey(signingKey).export({ type: 'spki', format: 'pem' });
// One master key wraps every person's keys: losing it loses every sealed word. Keep a copy of it apart from the databases' backups.
const masterKey = keep('intake', 'master.key', newKey);

for (const program of [...services, 'gateway']) {
  keep(program, 'request-digest.key', newKey);
  for (const right of ['app', 'reader']) hand(program, `huying_${program}_${right}`);
  hand(`${program}-migrate`, `huying_${program}_owner`);
  // For a Kafka that asks for sign-ins, as in k8s/: the user is `huying-<program>`.
  keep(program, 'kafka.password', newPassword);
  // The gateway has a role in the key store's list, and no key to open anything with.
  passwordOf(`huying_${program}_keys`);
}
for (const program of services) {
  keep(program, 'gateway-public.pem', () => verifyingKey);
  keep(program, 'master.key', () => masterKey);
  hand(program, `huying_${program}_keys`);
}

const environment = join(dirname(folder), '.env');
if (!existsSync(environment)) {
  const lines = [
    '# Made by make-secrets. No secret is in it.',
    `HUYING_UID=${uid}`,
    `HUYING_GID=${gid}`,
    `HUYING_SECRETS=${folder}`,
    '# Who signs people in: the https address of an OIDC issuer. See docker/README.md.',
    'HUYING_OIDC_ISSUER=',
    '# Where the ledger is served, without scheme: huying.example.org/log. It is part of every checkpoint: never change it.',
    'HUYING_LEDGER_ORIGIN=',
    '# Where the gateway listens on this machine.',
    'HUYING_PUBLISH=127.0.0.1:8080',
    '',
  ];
  writeFileSync(environment, lines.join('\n'), { mode: 0o600, flag: 'wx' });
}
console.log(`Secrets are in ${folder}, mode 0600, for user ${uid}. Settings are in ${environment}.`);
console.log(`密钥文件位于 ${folder}（权限 0600，属主 ${uid}），设置位于 ${environment}。`);
