import { databaseOf, rolesOf } from '@huying/platform/provisioning';
import { startSystemForSpecs, type SystemForSpecs } from '@huying/start';
import pg from 'pg';
import { measured, type Measurement } from '../measurement.js';
import { quantile } from '../statistics.js';
import type { OfferResult, OfferTask } from './offer.process.js';
import { offer, whilePlainCopyRuns } from './processes.js';
import { eventsPerRegistration } from './registration.js';

const buses = ['postgres', 'kafka'] as const;
const eventsPerSecond = 500;
const rounds = 3;
const roundMs = 5_000;
const warmMs = 4_000;
const questionEveryMs = 50;

/**
 * From the commit of an event in intake's log to its being visible in its case's history, at 500 events/s, on either bus, with every
 * service of the embedded system running in a process of its own. Events are registrations, committed through the event store as intake
 * commits them; the gateway could not take so many on one small machine, and what comes before the commit is no part of this.
 *
 * Seen in two ways: in audit's copy, from which histories are answered, looked at every few milliseconds, beside a plain LISTEN/NOTIFY
 * copier of the same log; and by an auditor who asks through the gateway for a case just committed, beside the same question about a case
 * long known. Rounds of all alternate.
 */
export async function benchE2e(): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const bus of buses) {
    const running = await startSystemForSpecs({ processes: true, bus });
    try {
      measurements.push(...(await measure(running, bus)));
    } finally {
      await running.end();
    }
  }
  return measurements;
}

async function measure(running: SystemForSpecs, bus: string): Promise<readonly Measurement[]> {
  const { system } = running;
  const authorization = `Bearer ${await running.client.tokenOf('auditor')}`;
  const copyUrl = await floorDatabase(running);
  const task = tasks(running);
  const watchCopy = { visibleUrl: system.adminUrl(databaseOf('audit')), visibleQuery: copiedUpTo };
  const questions = { gateway: system.gateway, authorization, everyMs: questionEveryMs, knownCase: 0 };
  await offer(task({ ...watchCopy, forMs: warmMs }));
  await offer(task({ ...watchCopy, forMs: warmMs / 2, questions }));
  const copied: OfferResult[] = [];
  const asked: OfferResult[] = [];
  const floor: OfferResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    copied.push(await offer(task(watchCopy)));
    floor.push(
      await whilePlainCopyRuns(system.adminUrl(databaseOf('intake')), copyUrl, () =>
        offer(task({ visibleUrl: copyUrl, visibleQuery: 'SELECT max(position) AS position FROM copy' })),
      ),
    );
    asked.push(await offer(task({ ...watchCopy, questions })));
  }
  const all = (results: readonly OfferResult[], of: (result: OfferResult) => readonly number[]): readonly number[] => results.flatMap(of);
  return [
    ...percentiles('commit to copied by audit', { bus, eventsPerSecond: offeredBy(copied) }, [
      all(copied, ({ visibleMs }) => visibleMs),
      all(floor, ({ visibleMs }) => visibleMs),
    ]),
    ...percentiles('commit to history answered', { bus, eventsPerSecond: offeredBy(asked) }, [
      all(asked, ({ askedMs }) => askedMs),
      all(asked, ({ knownMs }) => knownMs),
    ]),
  ];
}

const copiedUpTo = "SELECT complete_up_to AS position FROM audit_log.source WHERE source = 'intake'";

/** What was offered in the least of the rounds: below what was meant, the machine did not let us. */
const offeredBy = (results: readonly OfferResult[]): number => Math.round(Math.min(...results.map((result) => result.eventsPerSecond)));

/** Makes tasks of which each registers cases of its own. */
function tasks({ system }: SystemForSpecs): (given: Partial<OfferTask> & Pick<OfferTask, 'visibleUrl' | 'visibleQuery'>) => OfferTask {
  const role = rolesOf('intake').application;
  const storeUrl = new URL(system.adminUrl(databaseOf('intake')));
  storeUrl.username = role;
  storeUrl.password = system.secrets.passwordOf(role);
  let firstCase = 0;
  return (given) => {
    const task = { storeUrl: storeUrl.href, eventsPerSecond, forMs: roundMs, firstCase, ...given };
    firstCase += Math.ceil((eventsPerSecond * task.forMs) / 1000 / eventsPerRegistration);
    return task;
  };
}

function percentiles(
  name: string,
  params: Measurement['params'],
  [ours, floor]: readonly [readonly number[], readonly number[]],
): readonly Measurement[] {
  const shares = { p50: 0.5, p95: 0.95, p99: 0.99, max: 1 } as const;
  return Object.entries(shares).map(([shown, share]) =>
    measured(`${name} ${shown}`, 'ms', { ...params, measured: ours.length }, quantile(ours, share), quantile(floor, share)),
  );
}

async function floorDatabase({ system }: SystemForSpecs): Promise<string> {
  const client = new pg.Client({ connectionString: system.adminUrl() });
  await client.connect();
  await client.query('CREATE DATABASE bench_floor').finally(() => client.end());
  return system.adminUrl('bench_floor');
}
