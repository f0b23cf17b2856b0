import { randomUUID } from 'node:crypto';
import { SubmittingConnection } from './submitting-connection.js';

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
const latenciesMs: number[] = [];
const statuses: Record<string, number> = {};
const started = performance.now();

async function submitter(): Promise<void> {
  const connection = await SubmittingConnection.open(task);
  for (let before = performance.now(); before - started < task.forMs;) {
    const status = await connection.submit(randomUUID());
    statuses[status] = (statuses[status] ?? 0) + 1;
    const after = performance.now();
    latenciesMs.push(after - before);
    before = after;
  }
  connection.close();
}

await Promise.all(Array.from({ length: task.connections }, submitter));
const seconds = (performance.now() - started) / 1000;
const result: LoadResult = { requestsPerSecond: latenciesMs.length / seconds, latenciesMs, statuses };
process.stdout.write(JSON.stringify(result));
