import { setTimeout as pause } from 'node:timers/promises';
import { createPostgresEventStore } from '@huying/event-store';
import { Questions, type QuestionsTask } from './questions.js';
import { eventsPerRegistration, registrationOf } from './registration.js';
import { Visible } from './visible.js';

/** What an offering process is to do; its argument, as JSON. */
export interface OfferTask {
  /** Intake's log, as intake writes it. */
  readonly storeUrl: string;
  /** Where the events are to become visible, and the query that tells how far they have. */
  readonly visibleUrl: string;
  readonly visibleQuery: string;
  readonly eventsPerSecond: number;
  readonly forMs: number;
  /** Of the first case; every case is registered once. */
  readonly firstCase: number;
  /** Asks about cases as they are committed; nobody asks without it. */
  readonly questions?: QuestionsTask;
}

/** What it prints at the end, as JSON. */
export interface OfferResult {
  readonly eventsPerSecond: number;
  /** From the commit of each event, as its writer learns of it, to its being visible. */
  readonly visibleMs: readonly number[];
  /** From a commit to the answer with it, and the same question about a case long known. */
  readonly askedMs: readonly number[];
  readonly knownMs: readonly number[];
}

const task = JSON.parse(process.argv[2] ?? '') as OfferTask;
const store = createPostgresEventStore({ connectionString: task.storeUrl });
const visible = await Visible.open(task.visibleUrl, task.visibleQuery);
const questions = task.questions === undefined ? undefined : new Questions(task.questions);
await questions?.begin();
const committed = new Map<number, number>();

async function register(n: number): Promise<void> {
  const result = await store.append(registrationOf(n));
  const now = performance.now();
  if (result.kind !== 'appended' || result.repeated) throw new Error(`case ${n} was not registered: ${result.kind}`);
  for (let position = result.first; position <= result.last; position += 1) committed.set(position, now);
  questions?.committed(n, result.last, now);
}

// Offered at its rate, whatever becomes of it: who waits for answers before he offers more measures a system at rest.
const cases = Math.round((task.eventsPerSecond / eventsPerRegistration / 1000) * task.forMs);
const msPerCase = task.forMs / cases;
const underWay: Promise<void>[] = [];
const started = performance.now();
while (underWay.length < cases) {
  const due = Math.min(cases, Math.floor((performance.now() - started) / msPerCase) + 1);
  while (underWay.length < due) underWay.push(register(task.firstCase + underWay.length));
  await pause(1);
}
await Promise.all(underWay);
const seconds = (performance.now() - started) / 1000;
await visible.until(await store.head());
const answered = await questions?.answers();
await visible.close();
await store.close();

const result: OfferResult = {
  eventsPerSecond: committed.size / seconds,
  // A look may see an event before its writer hears that it is committed.
  visibleMs: [...committed].map(([position, when]) => Math.max(0, (visible.when(position) ?? Number.NaN) - when)),
  askedMs: answered?.askedMs ?? [],
  knownMs: answered?.knownMs ?? [],
};
process.stdout.write(JSON.stringify(result));
