import { ed25519Signer, statementsName, type NoteSigner } from '@huying/ledger';
import type { LedgerConfig } from '../audit-config.js';
import type { LedgerLog } from './ledger-logs.js';

/** Signs for one log; more than one while a key is being replaced. */
export type LogSigners = readonly [NoteSigner, ...NoteSigner[]];

/** Signs what audit states beside the logs: {@link LogSigners} of the name `<ledger>/statements`. */
export const STATEMENT_SIGNERS = Symbol('StatementSigners');

/** Who signs for a log. */
export const signersOf = (config: LedgerConfig, log: LedgerLog): LogSigners => signersNamed(config, `${config.origin}/${log}`);

export const statementSigners = (config: LedgerConfig): LogSigners => signersNamed(config, statementsName(config.origin));

function signersNamed({ keys: [first, ...further] }: LedgerConfig, name: string): LogSigners {
  return [ed25519Signer(name, first), ...further.map((key) => ed25519Signer(name, key))];
}
