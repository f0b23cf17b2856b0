import { calendarEventTypes, catalogueEventTypes, policyEventTypes } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { copiedEvent, type Ask, type CopiedRow } from '../case-lookup/case-events.js';

/** Which versions of policy, calendar and menu a case's events name. */
export interface RulesUsed {
  readonly policy: readonly string[];
  readonly calendar: readonly string[];
  readonly menu: readonly string[];
}

export function rulesUsed(events: readonly Delivery[]): RulesUsed {
  const named = (of: (event: Delivery, data: Readonly<Record<string, unknown>>) => readonly unknown[]): readonly string[] => {
    const texts = events.flatMap((event) => of(event, event.envelope.data as Readonly<Record<string, unknown>>));
    return [...new Set(texts.filter((text) => typeof text === 'string'))].sort();
  };
  return {
    policy: named(({ envelope }, data) => [envelope.policyversion, data['policy']]),
    calendar: named(({ envelope }, data) => [envelope.calendarversion, data['calendar']]),
    menu: named((_, data) => [data['menu']]),
  };
}

/** The versions that many cases used, each once. */
export class RulesUsedTogether {
  private readonly versions = { policy: new Set<string>(), calendar: new Set<string>(), menu: new Set<string>() };

  add(used: RulesUsed): void {
    for (const rule of ['policy', 'calendar', 'menu'] as const) for (const version of used[rule]) this.versions[rule].add(version);
  }

  all(): RulesUsed {
    const { policy, calendar, menu } = this.versions;
    return { policy: [...policy], calendar: [...calendar], menu: [...menu] };
  }
}

const adoptions = [
  { rule: 'policy', type: policyEventTypes.PolicyVersionAdopted.type },
  { rule: 'calendar', type: calendarEventTypes.CalendarVersionAdopted.type },
  { rule: 'menu', type: catalogueEventTypes.ServiceMenuAdopted.type },
] as const;

/** The events by which the versions were adopted, in every area that adopted them under these names. */
export async function adoptionsOf(ask: Ask, used: RulesUsed): Promise<readonly Delivery[]> {
  const rows = await ask<CopiedRow>(
    `SELECT source, position, stream, stream_version, type, casekey, "time", recordedat, body
       FROM audit_log.event WHERE casekey IS NULL AND type = ANY ($1) ORDER BY type, source, position`,
    [adoptions.map(({ type }) => type)],
  );
  return rows.map(copiedEvent).filter(({ recorded, envelope }) => {
    const { version } = envelope.data as Readonly<Record<string, unknown>>;
    return adoptions.some(({ rule, type }) => type === recorded.type && typeof version === 'string' && used[rule].includes(version));
  });
}
