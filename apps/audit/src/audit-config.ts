import type { KeyObject } from 'node:crypto';
import type { ServiceConfig } from '@huying/platform-nest';

/** What audit needs beside what every service needs. */
export interface AuditConfig extends ServiceConfig {
  readonly ledger: LedgerConfig;
  /** A search of all events that takes longer is ended and refused; 5 seconds when absent. */
  readonly searchMillisecondsMax?: number;
  /** Rates for which more cases would have to be folded are refused; 10,000 when absent. */
  readonly rateCasesMax?: number;
}

export interface LedgerConfig {
  /**
   * The schema-less address under which the logs are served, without a trailing slash: `huying.example.org/log`. A log's origin, which
   * is also its key's name, is this and `/<log>`. It must never change: a verifier takes another origin for another log.
   */
  readonly origin: string;
  /** Sign every checkpoint: the oldest first, one more while a key is being replaced. Ed25519. */
  readonly keys: readonly [KeyObject, ...KeyObject[]];
  /** Folder in which the last published checkpoints are kept, outside the database and its backups. */
  readonly folder: string;
}
