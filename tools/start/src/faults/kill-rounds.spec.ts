import { deployables, services } from '@huying/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { busForSpecs } from '../bus-for-specs.spec.js';
import { startSystemForSpecs } from '../system-for-specs.js';
import { expectRebuildsAgree } from './rebuilds.spec.js';
import { Databases } from './soundness.spec.js';
import { Submissions } from './submissions.spec.js';

const senders = 8;

/**
 * Kills every process of the system in turn, PostgreSQL's server and the Kafka broker included, by `kill -9`, so many rounds long, while requests are being
 * submitted; then looks whether every acknowledged command is in the log once, and every read model equals its rebuild. Over Kafka, what the
 * topics hold gives the same too.
 */
export async function survivesKills(rounds: number): Promise<void> {
  const { system, client, end } = await startSystemForSpecs({ processes: true, bus: busForSpecs });
  const victims = [...deployables, 'postgres', ...(busForSpecs === 'kafka' ? ['kafka'] : [])];
  try {
    const tokens = { resident: await client.tokenOf('resident2'), clerk: await client.tokenOf('clerk') };
    const submissions = new Submissions(system.gateway, tokens);
    submissions.begin(senders);
    for (let round = 0; round < rounds; round++) {
      for (const name of victims) {
        await killAndAwaitNext(system.processes, name);
        await acknowledges(submissions, 3);
      }
    }
    await submissions.finish();
    expect(submissions.acknowledged.length).toBeGreaterThanOrEqual(rounds * victims.length * 3);
    const databases = new Databases(system);
    await databases.untilQuiet(60_000);
    await expectSound(databases, submissions);
    if (busForSpecs === 'kafka') await expectRebuildsAgree(system);
  } finally {
    await end();
  }
}

/** Kills a process, whichever life it is in, and resolves when the next one runs. */
async function killAndAwaitNext(processes: () => ReadonlyMap<string, number | undefined>, name: string): Promise<void> {
  const running = async (other?: number): Promise<number> => {
    for (;;) {
      const pid = processes().get(name);
      if (pid !== undefined && pid !== other) return pid;
      await pause(20);
    }
  };
  const pid = await running();
  process.kill(pid, 'SIGKILL');
  await running(pid);
}

/** Resolves when so many more requests were acknowledged than were at the time of the call: the system works again. */
async function acknowledges(submissions: Submissions, more: number): Promise<void> {
  const goal = submissions.acknowledged.length + more;
  while (submissions.acknowledged.length < goal) await pause(20);
}

async function expectSound(databases: Databases, { acknowledged, unexpected }: Submissions): Promise<void> {
  expect(unexpected).toEqual([]);
  const registered = await databases.ask<{ case_key: string; times: string }>(
    'intake',
    `SELECT case_key, count(*) AS times FROM event_store.event WHERE type = 'cn.huying.case.CaseRegistered.v1' GROUP BY case_key`,
  );
  const times = new Map(registered.map((row) => [row.case_key, Number(row.times)]));
  expect(acknowledged.filter(({ caseId }) => times.get(caseId) !== 1)).toEqual([]);

  const handovers = await databases.ask<{ case_key: string; times: string }>(
    'dispatch',
    `SELECT case_key, count(*) AS times FROM event_store.event WHERE type = 'cn.huying.order.HandoverTaken.v1' GROUP BY case_key`,
  );
  const taken = new Map(handovers.map((row) => [row.case_key, Number(row.times)]));
  expect(acknowledged.filter(({ caseId, accepted }) => (taken.get(caseId) ?? 0) !== (accepted ? 1 : 0))).toEqual([]);

  for (const service of services) {
    expect(await databases.holes(service)).toBe(0);
    expect(await databases.missingInAudit(service)).toEqual([]);
  }
  for (const deployable of deployables) {
    expect(await databases.parked(deployable)).toEqual([]);
    expect(await databases.differencesFromRebuild(deployable)).toEqual([]);
  }
}
