import { setTimeout as pause } from 'node:timers/promises';
import { services } from '@huying/contracts';
import type { Fault, Scene } from './faults/index.js';
import { inFiles, inTables, inTopics, type RunningSystem } from '@huying/start';
import { unsoundErasures } from './under-test/erasure-soundness.js';
import { spoken } from './under-test/people.js';
import { differencesOfRebuilds } from './under-test/rebuilds.js';
import { unsound } from './under-test/soundness.js';
import { until } from './until.js';

export interface Round {
  readonly fault: Fault;
  readonly ms: number;
  /** What did not hold afterwards; empty when the fault was survived. */
  readonly violations: readonly string[];
}

/** Submissions under way when the fault comes, and more that must be acknowledged once it is over. */
const before = 24;
const after = 8;
/** Who come each round, half of whom are erased while the fault is there or soon after it. */
const comers = 2;
const recoveryPatienceMs = 90_000;
/** Longer than any takes on a busy machine: what hangs must say so. */
const faultPatienceMs = 600_000;

/** Injects one fault under load, waits for the recovery, and looks whether anything was lost or doubled. Never throws for what it finds. */
export async function playRound(scene: Scene, fault: Fault): Promise<Round> {
  const began = performance.now();
  const violations = await survive(scene, fault).catch((thrown: unknown) => [told(thrown), ...unexpectedIn(scene)]);
  return { fault, ms: performance.now() - began, violations };
}

async function survive(scene: Scene, fault: Fault): Promise<readonly string[]> {
  const { submissions, people } = scene;
  const goal = submissions.acknowledged.length + 3;
  submissions.grant(before);
  await until('the load to run', recoveryPatienceMs, () => submissions.acknowledged.length >= goal);
  // What they meet on a full disk has not been tried yet: there they come when it has space again.
  const amid = fault.kind === 'disk' ? 0 : comers;
  people.grant(amid);
  await Promise.race([fault.inject(scene), outOfTime(fault)]);
  people.grant(comers - amid);
  submissions.grant(after);
  await until('every process to be ready again', recoveryPatienceMs, () => isReady(scene));
  await until('every submission to be acknowledged', recoveryPatienceMs, () => submissions.settled);
  await until('everybody who came to be heard', recoveryPatienceMs, () => people.settled);
  await scene.databases.untilQuiet(recoveryPatienceMs);
  const acknowledged = [...submissions.acknowledged, ...people.acknowledged];
  return [
    ...(await unsound(scene.databases, { acknowledged, unexpected: unexpectedIn(scene), casesBefore: scene.casesBefore })),
    ...(await unsoundErasures(scene.databases, scene.system, people)),
  ];
}

async function outOfTime({ name }: Fault): Promise<never> {
  await pause(faultPatienceMs, undefined, { ref: false });
  throw new Error(`waited ${String(faultPatienceMs / 1_000)} s in vain for the fault itself to be over: ${name}`);
}

const unexpectedIn = ({ submissions, people }: Scene): readonly string[] => [...submissions.unexpected, ...people.unexpected];

/**
 * What a system at rest must hold after the last round, beside what is looked at after each: what people said stands in the clear nowhere,
 * and over Kafka topics and logs give the same once more.
 */
export async function closingViolations({ system, folder }: Scene): Promise<readonly string[]> {
  const close = async (): Promise<readonly string[]> => [
    ...(await inTheClear(system, folder)),
    ...(system.settings.bus === 'kafka' ? await differencesOfRebuilds(system) : []),
  ];
  return close().catch((thrown: unknown) => [told(thrown)]);
}

/** In no table, no file below the folder (data, logs, backups that faults have taken), and no topic. */
async function inTheClear({ adminUrl, brokers }: RunningSystem, folder: string): Promise<readonly string[]> {
  const words = Object.values(spoken);
  const searches = [
    await inTables(words, adminUrl),
    await inFiles(words, folder),
    ...(brokers === undefined ? [] : [await inTopics(words, brokers)]),
  ];
  return searches.flatMap(({ found, searched }) => [
    ...found.map((place) => `in the clear in ${place}`),
    ...(searched === 0 ? ['a search for what people said has looked at nothing'] : []),
  ]);
}

async function isReady({ system }: Scene): Promise<boolean> {
  if ([...system.processes().values()].includes(undefined)) return false;
  const urls = [system.gateway, ...services.map((service) => system.urlOf(service))];
  const ready = await Promise.all(
    urls.map((url) => fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok)),
  );
  return ready.every(Boolean);
}

function told(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? ` (${thrown.cause.message})` : '';
  return thrown.stack !== undefined && thrown.name === 'Error' ? `${thrown.stack}${cause}` : `${thrown.name}: ${thrown.message}${cause}`;
}
