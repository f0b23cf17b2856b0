import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

/** What a loading process is to do; its argument, as JSON. */
export interface LoadTask {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
  readonly connections: number;
  readonly forMs: number;
}

/** What it prints at the end, as JSON. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly latenciesMs: readonly number[];
  /** How many answers there were, by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

const task = JSON.parse(process.argv[2] ?? '') as LoadTask;
const pool = new Pool(task.origin, { connections: task.connections, pipelining: 1 });
const body = JSON.stringify(task.body);
const latenciesMs: number[] = [];
const statuses: Record<string, number> = {};
const started = performance.now();

async function submitter(): Promise<void> {
  for (let before = performance.now(); before - started < task.forMs;) {
    const answer = await pool.request({
      method: 'POST',
      path: task.path,
      headers: { ...task.headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body,
    });
    await answer.body.dump();
    statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
    const after = performance.now();
    latenciesMs.push(after - before);
    before = after;
  }
}

await Promise.all(Array.from({ length: task.connections }, submitter));
const seconds = (performance.now() - started) / 1000;
await pool.close();
const result: LoadResult = { requestsPerSecond: latenciesMs.length / seconds, latenciesMs, statuses };
process.stdout.write(JSON.stringify(result));
