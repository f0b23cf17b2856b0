import { openWorkAsOf } from '@huying/audit';
import pg from 'pg';
import { startBenchLedger, type BenchLedger } from '../ledger/bench-ledger.js';
import { measured, type Measurement } from '../measurement.js';
import { median, quantile } from '../statistics.js';
import { fillBoard, fillFlat, firstRegistered } from './past-cases.js';

const sizes = [10_000, 100_000, 1_000_000] as const;
const rounds = 15;
const day = 86_400_000;
const area = '430304';

/**
 * The board of open work as of a pair of moments (colours and groups of what was open, counts of what had ended), asked as audit asks it,
 * over more and more cases, beside counting a flat table of as many cases as they stand today by one query. Every question is about other
 * moments; the database is warm. In turns.
 */
export async function benchAsOf(): Promise<readonly Measurement[]> {
  const database = await startBenchLedger();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  try {
    await owner.connect();
    const measurements: Measurement[] = [];
    for (const cases of sizes) {
      const rows = await fillBoard(owner, cases);
      await fillFlat(owner, cases);
      measurements.push(...(await compare(database, owner, { cases, rows })));
    }
    return measurements;
  } finally {
    await owner.end();
    await database.stop();
  }
}

async function compare(database: BenchLedger, owner: pg.Client, params: { cases: number; rows: number }): Promise<readonly Measurement[]> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    // From a year to two and a half years after the first case; what was known is a day older, so both axes tell.
    const at = Date.parse(firstRegistered) + (365 + 36 * (round + 2)) * day;
    const point = { occurredBy: new Date(at).toISOString(), knownBy: new Date(at - day).toISOString(), scope: area };
    const board = await timed(() => openWorkAsOf(database.ask, point, { by: 'unit' }));
    const { open, ended } = board.result;
    if (open === 0 || ended.every((one) => one.cases === 0)) throw new Error(`the board is empty: ${JSON.stringify(board.result)}`);
    const counted = await timed(() =>
      owner.query(
        `SELECT status, unit, due < $1 AS late, count(*)::integer AS cases FROM public.flat WHERE starts_with(area, $2) GROUP BY 1, 2, 3`,
        [point.occurredBy, area],
      ),
    );
    if (round < 0) continue; // Warm.
    ours.push(board.ms);
    floor.push(counted.ms);
  }
  return [
    measured('as-of board, median', 'ms', params, median(ours), median(floor)),
    measured('as-of board, worst', 'ms', params, quantile(ours, 1), quantile(floor, 1)),
  ];
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ readonly ms: number; readonly result: Result }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}
