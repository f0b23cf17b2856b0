import { keyEventTypes, keyOwners, type KeyOwner } from '@huying/contracts';
import { openedParts, type RunningSystem } from '@huying/start';
import type { Databases } from './databases.js';
import type { ErasedPerson, People } from './people.js';

/**
 * What does not hold, in a system at rest, of people who were erased and of those who were not: every approved erasure is recorded once by
 * each service, what it erased can be opened with no key that there is, and everything else still can.
 */
export async function unsoundErasures(
  databases: Databases,
  system: RunningSystem,
  { erased, kept }: Pick<People, 'erased' | 'kept'>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const owner of keyOwners) found.push(...(await recordsOf(databases, owner, erased)));
  const gone = new Set(erased.map(({ caseId }) => caseId));
  for (const owner of ['intake', 'dispatch'] as const) {
    const parts = await openedParts(system, owner, [...gone, ...kept]);
    const silent = [...gone, ...kept].filter((caseId) => !parts.some((part) => part.caseId === caseId));
    found.push(...silent.map((caseId) => `nothing is sealed of case ${caseId} in ${owner}`));
    for (const { caseId, part, opened } of parts) {
      if (gone.has(caseId) && opened.kind === 'opened') found.push(`readable: ${part} of the erased case ${caseId} in ${owner}`);
      if (!gone.has(caseId) && opened.kind === 'erased') found.push(`erased: ${part} of case ${caseId} in ${owner}, which nobody erased`);
    }
  }
  return found;
}

async function recordsOf(databases: Databases, owner: KeyOwner, erased: readonly ErasedPerson[]): Promise<readonly string[]> {
  const times = await timesRecorded(databases, owner);
  return erased.flatMap(({ erasure }) => {
    const count = times.get(erasure) ?? 0;
    if (count === 1) return [];
    return [`${count === 0 ? 'lost' : 'doubled'}: ${owner} has recorded the erasure ${erasure} ${String(count)} times`];
  });
}

/** How often a service has recorded each erasure. */
export async function timesRecorded(databases: Databases, owner: KeyOwner): Promise<ReadonlyMap<string, number>> {
  const rows = await databases.ask<{ erasure: string; times: string }>(
    owner,
    'SELECT case_key AS erasure, count(*) AS times FROM event_store.event WHERE type = $1 GROUP BY case_key',
    [keyEventTypes[owner].PiiErased.type],
  );
  return new Map(rows.map(({ erasure, times }) => [erasure, Number(times)]));
}
