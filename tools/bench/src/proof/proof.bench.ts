import { LogFiles, Receipts } from '@huying/audit';
import { tilePath, tileWidth } from '@huying/ledger';
import { parseVerifierKey, verifyReceipt } from 'huying-verify';
import pg from 'pg';
import { startBenchLedger, type BenchLedger } from '../ledger/bench-ledger.js';
import { copiedAt, eventBytes } from '../ledger/copied-event.js';
import { measured, type Measurement } from '../measurement.js';
import { quantile } from '../statistics.js';
import { growTree } from './large-tree.js';

const entries = 1_000_000;
const samples = 2_000;
/** Prime to the number of entries: the samples are all over the tree, and none comes twice. */
const stride = 611_953;

/**
 * A receipt and a tile of a log of a million entries, as audit makes and serves them, each from nothing but the database, beside one query
 * by primary key on a flat table of as many rows of the same size. One after the other, in turns; every receipt must verify.
 */
export async function benchProof(): Promise<readonly Measurement[]> {
  const ledger = await startBenchLedger();
  const flat = new pg.Client({ connectionString: ledger.ownerUrl });
  try {
    await growTree(ledger, entries);
    await flat.connect();
    await flat.query('CREATE TABLE public.flat (position bigint PRIMARY KEY, body bytea NOT NULL)');
    await flat.query(
      `INSERT INTO public.flat SELECT n, convert_to(left(repeat(md5(n::text), 30), $2), 'UTF8') FROM generate_series(1, $1::int) AS n`,
      [entries, eventBytes],
    );
    await flat.query('VACUUM (ANALYZE) public.flat');
    return await compare(ledger, flat);
  } finally {
    await flat.end();
    await ledger.stop();
  }
}

async function compare(ledger: BenchLedger, flat: pg.Client): Promise<readonly Measurement[]> {
  const key = await parseVerifierKey(ledger.verifierKey);
  if (key === undefined) throw new Error('the log has no key');
  const files = new LogFiles(ledger.ask);
  const proofMs: number[] = [];
  const tileMs: number[] = [];
  const queryMs: number[] = [];
  for (let n = -samples / 10; n < samples; n += 1) {
    const index = ((n + samples) * stride) % entries;
    const event = copiedAt(index + 1);
    const path = tilePath({ level: 0, index: Math.floor(index / tileWidth), width: widthAt(index) });
    const proof = await timed(() => new Receipts(ledger.ask).of(event));
    const tile = await timed(() => files.tile('intake', path));
    const query = await timed(() =>
      flat.query({ name: 'by key', text: 'SELECT body FROM public.flat WHERE position = $1', values: [index + 1] }),
    );
    if (tile.result === undefined || query.result.rowCount !== 1) throw new Error(`entry ${index} is missing`);
    if (proof.result === undefined || !(await verifyReceipt(proof.result, [key])).ok) throw new Error(`no proof of entry ${index}`);
    if (n < 0) continue; // Warm.
    proofMs.push(proof.ms);
    tileMs.push(tile.ms);
    queryMs.push(query.ms);
  }
  return [...percentiles('proof', proofMs, queryMs), ...percentiles('tile', tileMs, queryMs)];
}

/** The last tile of a million entries is partial. */
const widthAt = (index: number): number => Math.min(tileWidth, entries - Math.floor(index / tileWidth) * tileWidth);

function percentiles(name: string, ours: readonly number[], floor: readonly number[]): readonly Measurement[] {
  return Object.entries({ p50: 0.5, p99: 0.99 }).map(([shown, share]) =>
    measured(`${name} ${shown}`, 'ms', { entries, samples }, quantile(ours, share), quantile(floor, share)),
  );
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ readonly ms: number; readonly result: Result }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}
