import { auditMigrations, openWorkAsOf, type Ask } from '@huying/audit';
import pg from 'pg';
import { startBenchDatabase, type BenchDatabase } from '../bench-database.js';
import { measured, type Measurement } from '../measurement.js';
import { median, quantile } from '../statistics.js';
import { fillBoard, fillFlat, firstRegistered } from './past-cases.js';

const sizes = [10_000, 100_000, 1_000_000] as const;
const warmUp = 2;
const rounds = 15;
const coldRounds = 7;
const day = 86_400_000;
const area = '430304';

/**
 * The board of open work as of a pair of moments (colours and groups of what was open, counts of what had ended), asked as audit asks it,
 * over more and more cases, beside counting a flat table of as many cases as they stand today by one query; in turns, and every question
 * about other moments. First warm, then cold: of PostgreSQL's files nothing is in memory when the question comes.
 */
export async function benchAsOf(): Promise<readonly Measurement[]> {
  const database = await startBenchDatabase('audit', auditMigrations);
  try {
    const measurements: Measurement[] = [];
    for (const cases of sizes) {
      const rows = await connected(database.ownerUrl, async (owner) => {
        await fillFlat(owner, cases);
        return fillBoard(owner, cases);
      });
      measurements.push(...(await compareWarm(database, { cases, rows })), ...(await compareCold(database, { cases, rows })));
    }
    return measurements;
  } finally {
    await database.stop();
  }
}

async function compareWarm(database: BenchDatabase, params: { cases: number; rows: number }): Promise<readonly Measurement[]> {
  const ours: number[] = [];
  const floor: number[] = [];
  await connected(database.applicationUrl, (audit) =>
    connected(database.ownerUrl, async (owner) => {
      for (let round = 0; round < warmUp + rounds; round += 1) {
        const board = await boardOf(audit, round);
        const counted = await countOf(owner, round);
        if (round < warmUp) continue;
        ours.push(board);
        floor.push(counted);
      }
    }),
  );
  return [
    measured('as-of board, warm, median', 'ms', params, median(ours), median(floor)),
    measured('as-of board, warm, worst', 'ms', params, quantile(ours, 1), quantile(floor, 1)),
  ];
}

async function compareCold(database: BenchDatabase, params: { cases: number; rows: number }): Promise<readonly Measurement[]> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < coldRounds; round += 1) {
    await database.coolDown();
    ours.push(await connected(database.applicationUrl, (audit) => boardOf(audit, round)));
    await database.coolDown();
    floor.push(await connected(database.ownerUrl, (owner) => countOf(owner, round)));
  }
  return [
    measured('as-of board, cold, median', 'ms', params, median(ours), median(floor)),
    measured('as-of board, cold, worst', 'ms', params, quantile(ours, 1), quantile(floor, 1)),
  ];
}

/** From a year to two and a half years after the first case. */
function momentOf(round: number): number {
  return Date.parse(firstRegistered) + (365 + 36 * round) * day;
}

/** Milliseconds until audit has its board; what was known is a day older than what had happened, so both axes tell. */
async function boardOf(audit: pg.Client, round: number): Promise<number> {
  const at = momentOf(round);
  const point = { occurredBy: new Date(at).toISOString(), knownBy: new Date(at - day).toISOString(), scope: area };
  const ask: Ask = async <Row>(sql: string, values: readonly unknown[]) => (await audit.query(sql, [...values])).rows as Row[];
  const { ms, result } = await timed(() => openWorkAsOf(ask, point, { by: 'unit' }));
  if (result.open === 0 || result.ended.every((one) => one.cases === 0)) throw new Error(`the board is empty: ${JSON.stringify(result)}`);
  return ms;
}

/** Milliseconds of the floor. */
async function countOf(owner: pg.Client, round: number): Promise<number> {
  const { ms, result } = await timed(() =>
    owner.query(
      `SELECT status, unit, due < $1 AS late, count(*)::integer AS cases FROM public.flat WHERE starts_with(area, $2) GROUP BY 1, 2, 3`,
      [new Date(momentOf(round)).toISOString(), area],
    ),
  );
  if (result.rowCount === 0) throw new Error('the flat table is empty');
  return ms;
}

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ readonly ms: number; readonly result: Result }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}
