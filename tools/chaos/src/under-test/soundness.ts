import { deployables, services } from '@huying/contracts';
import type { Databases } from './databases.js';
import type { AcknowledgedCase } from './submissions.js';

export interface Expected {
  readonly acknowledged: readonly AcknowledgedCase[];
  readonly unexpected: readonly string[];
  /** How many cases there were before; with it, whatever else is registered is a submission that made two cases. */
  readonly casesBefore?: number;
}

/**
 * What does not hold of a system at rest, as sentences; nothing, when it is sound: every acknowledged command is in the logs once and nothing
 * else is, every log is dense, audit's copy is the same bytes, and every read model equals its rebuild.
 */
export async function unsound(databases: Databases, { acknowledged, unexpected, casesBefore }: Expected): Promise<readonly string[]> {
  const found = [
    ...unexpected.map((answer) => `an answer that no client should see: ${answer}`),
    ...(await registrations(databases, acknowledged, casesBefore)),
    ...(await handovers(databases, acknowledged)),
  ];
  // One after another: PostgreSQL has no connections to spare beside those of six services.
  for (const service of services) found.push(...(await logs(databases, service)));
  for (const deployable of deployables) found.push(...(await consumers(databases, deployable)));
  return found;
}

async function registrations(
  databases: Databases,
  acknowledged: readonly AcknowledgedCase[],
  casesBefore: number | undefined,
): Promise<readonly string[]> {
  const times = await timesByCase(databases, 'intake', registered);
  const more = casesBefore === undefined ? 0 : times.size - casesBefore - acknowledged.length;
  return [
    ...acknowledged.filter(({ caseId }) => !times.has(caseId)).map(({ caseId }) => `lost: case ${caseId} was acknowledged`),
    ...[...times].filter(([, count]) => count > 1).map(([caseId, count]) => `doubled: case ${caseId} is registered ${String(count)} times`),
    ...(more === 0 ? [] : [`doubled: ${String(more)} cases more are registered than were acknowledged`]),
  ];
}

export const casesIn = async (databases: Databases): Promise<number> => (await timesByCase(databases, 'intake', registered)).size;

const registered = 'cn.huying.case.CaseRegistered.v1';

async function handovers(databases: Databases, acknowledged: readonly AcknowledgedCase[]): Promise<readonly string[]> {
  const times = await timesByCase(databases, 'dispatch', 'cn.huying.order.HandoverTaken.v1');
  return acknowledged.flatMap(({ caseId, accepted }) => {
    const count = times.get(caseId) ?? 0;
    if (count === (accepted ? 1 : 0)) return [];
    return [`${count === 0 ? 'lost' : 'doubled'}: the hand-over of case ${caseId} is in dispatch's log ${String(count)} times`];
  });
}

async function timesByCase(databases: Databases, service: 'intake' | 'dispatch', type: string): Promise<ReadonlyMap<string, number>> {
  const rows = await databases.ask<{ case_key: string; times: string }>(
    service,
    'SELECT case_key, count(*) AS times FROM event_store.event WHERE type = $1 GROUP BY case_key',
    [type],
  );
  return new Map(rows.map((row) => [row.case_key, Number(row.times)]));
}

async function logs(databases: Databases, service: (typeof services)[number]): Promise<readonly string[]> {
  const holes = await databases.holes(service);
  const turned = await databases.clockTurnedBack(service);
  const copied = await databases.differencesInAudit(service);
  return [
    ...(holes === 0 ? [] : [`the log of ${service} is not dense: ${String(holes)} positions are missing`]),
    ...(turned.length === 0 ? [] : [`the log of ${service} goes back in time at ${listed(turned)}`]),
    ...(copied.length === 0 ? [] : [`audit's copy of ${service} differs at ${listed(copied)}`]),
  ];
}

async function consumers(databases: Databases, deployable: (typeof deployables)[number]): Promise<readonly string[]> {
  const parked = await databases.parked(deployable);
  const rebuilt = await databases.differencesFromRebuild(deployable);
  return [
    ...parked.map((event) => `${deployable} has parked ${JSON.stringify(event)}`),
    ...(rebuilt.length === 0 ? [] : [`${deployable} differs from its rebuild at ${listed(rebuilt)}`]),
  ];
}

/** The first of them: a run that went wrong can have thousands. */
const listed = (places: readonly (string | number)[]): string =>
  places.slice(0, 10).join(', ') + (places.length > 10 ? ` and ${String(places.length - 10)} more` : '');
