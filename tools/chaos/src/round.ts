import { services } from '@huying/contracts';
import type { Fault, Scene } from './faults/index.js';
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
const recoveryPatienceMs = 90_000;

/** Injects one fault under load, waits for the recovery, and looks whether anything was lost or doubled. Never throws for what it finds. */
export async function playRound(scene: Scene, fault: Fault): Promise<Round> {
  const began = performance.now();
  const violations = await survive(scene, fault).catch((thrown: unknown) => [told(thrown)]);
  return { fault, ms: performance.now() - began, violations };
}

async function survive(scene: Scene, fault: Fault): Promise<readonly string[]> {
  const { submissions } = scene;
  const goal = submissions.acknowledged.length + 3;
  submissions.grant(before);
  await until('the load to run', recoveryPatienceMs, () => submissions.acknowledged.length >= goal);
  await fault.inject(scene);
  submissions.grant(after);
  await until('every process to be ready again', recoveryPatienceMs, () => isReady(scene));
  await until('every submission to be acknowledged', recoveryPatienceMs, () => submissions.settled);
  await scene.databases.untilQuiet(recoveryPatienceMs);
  const { acknowledged, unexpected } = submissions;
  return unsound(scene.databases, { acknowledged, unexpected, casesBefore: scene.casesBefore });
}

/** What a system at rest must hold after the last round, beside what is looked at after each: topics and logs give the same once more. */
export async function closingViolations({ system }: Scene): Promise<readonly string[]> {
  if (system.settings.bus !== 'kafka') return [];
  return differencesOfRebuilds(system).catch((thrown: unknown) => [told(thrown)]);
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
