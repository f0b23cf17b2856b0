import { join } from 'node:path';
import { embeddedLedgerOrigin } from '@huying/start';
import { readKey, verifierKeys } from '@huying/tool-ledger';
import type { VerifierKey } from 'huying-verify';

/** The public keys under which an installation's logs are signed. */
export async function ledgerKeys(secretsFolder: string): Promise<readonly VerifierKey[]> {
  return Promise.all((await verifierKeys(join(secretsFolder, 'audit'), embeddedLedgerOrigin)).map(readKey));
}
