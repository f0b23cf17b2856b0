import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecrets } from './secrets.js';

const makeSecrets = fileURLToPath(new URL('../../../docker/make-secrets.mjs', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe.each([
  ['npm start', () => openSecrets(folder)],
  ['make-secrets', () => execFileSync(process.execPath, [makeSecrets, join(folder, 'secrets')])],
])('the secrets that %s makes', (_, make) => {
  it('hold one ledger key, and no other once that one was replaced', async () => {
    const audit = join(folder, 'secrets', 'audit');
    const ledgerKeys = async () => (await readdir(audit)).filter((file) => file.startsWith('ledger-'));
    await make();
    await make();
    expect(await ledgerKeys()).toEqual(['ledger-1.pem']);
    await rename(join(audit, 'ledger-1.pem'), join(audit, 'ledger-2.pem'));
    await make();
    expect(await ledgerKeys()).toEqual(['ledger-2.pem']);
  });
});
