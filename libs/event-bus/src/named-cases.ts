import type { Delivery } from './event-bus.js';

/**
 * Every case that an event names: its own `casekey`, and the values of its data's members that hold case ids (`caseId`, `leadCaseId`,
 * `caseIds` …). An event that names none stands for its stream. It never throws: an event whose data is no object must be parked too.
 */
export function namedCases({ envelope }: Delivery): readonly string[] {
  const named = new Set<string>(envelope.casekey === undefined ? [] : [envelope.casekey]);
  for (const [member, value] of Object.entries((envelope.data as Readonly<Record<string, unknown>> | null) ?? {})) {
    if (!/^caseIds?$|CaseIds?$/.test(member)) continue;
    for (const id of Array.isArray(value) ? (value as readonly unknown[]) : [value]) if (typeof id === 'string') named.add(id);
  }
  return named.size > 0 ? [...named] : [envelope.subject];
}
