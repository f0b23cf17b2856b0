import { generateKeyPairSync } from 'node:crypto';
import { auditMigrations, growLog, type Ask } from '@huying/audit';
import { ed25519Signer } from '@huying/ledger';
import { DataSource } from 'typeorm';
import { startBenchDatabase } from '../bench-database.js';

/** Audit's database with its ledgers, as audit reaches it. */
export interface BenchLedger {
  readonly ownerUrl: string;
  /** As the service asks. */
  readonly ask: Ask;
  /** What a verifier is told of intake's log. */
  readonly verifierKey: string;
  /** Runs work in one transaction. */
  transaction<Result>(work: (ask: Ask) => Promise<Result>): Promise<Result>;
  /** Takes what intake's log has beyond its tree into the tree and publishes it, as the ledger's keeper does. */
  publish(): Promise<void>;
  stop(): Promise<void>;
}

export async function startBenchLedger(): Promise<BenchLedger> {
  const database = await startBenchDatabase('audit', auditMigrations);
  const source = await new DataSource({ type: 'postgres', url: database.applicationUrl, poolSize: 3 }).initialize();
  const signer = ed25519Signer('bench.example/log/intake', generateKeyPairSync('ed25519').privateKey);
  const transaction = <Result>(work: (ask: Ask) => Promise<Result>): Promise<Result> =>
    source.transaction((manager) => work((sql, values) => manager.query(sql, [...values])));
  return {
    ownerUrl: database.ownerUrl,
    ask: (sql, values) => source.query(sql, [...values]),
    verifierKey: signer.vkey,
    transaction,
    async publish() {
      if (!(await transaction((ask) => growLog(ask, 'intake', [signer])))) throw new Error('there was nothing to publish');
    },
    async stop() {
      await source.destroy();
      await database.stop();
    },
  };
}
