import { readFileSync } from 'node:fs';
import { epochOf, type Instant } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import { policyFaults, type DeadlinePolicy } from './deadline-policy.js';
import { dueOfEarlySignOff, duesOfDispatch, stampDue, type StampedDue } from './stamped-due.js';
import type { Priority } from './timer.js';
import { calendarFaults, workCalendar, type CalendarDays, type WorkCalendar } from './work-calendar.js';

interface Header {
  readonly policy: DeadlinePolicy;
  readonly calendars: readonly (Omit<CalendarDays, 'years'> & { readonly adopted: Instant })[];
}
interface Line {
  readonly at: Instant;
  readonly recorded: Instant;
  readonly do: string;
  readonly case?: number;
  readonly cycle?: number;
  readonly data?: { readonly priority?: Priority };
}
interface ExpectedDue {
  readonly cycle: number;
  readonly kind: 'main' | 'rework';
  readonly start: Instant;
  readonly stamped: Instant;
  readonly legal: Instant;
  readonly calendar: string;
  readonly priority: Priority;
}

const file = (name: string) => readFileSync(new URL(`../../../../domain/${name}`, import.meta.url), 'utf8');
const [first = '', ...rest] = file('xintang.scenario.jsonl').trim().split('\n');
const header = JSON.parse(first) as Header;
const lines = rest.map((line) => JSON.parse(line) as Line);
const { due_dates: expected } = JSON.parse(file('xintang.expected.json')) as { due_dates: Record<string, ExpectedDue[]> };

const calendars = new Map(header.calendars.map((days) => [days.version, workCalendar({ ...days, years: [2026] })]));
const calendarNamed = (version: string): WorkCalendar => {
  const calendar = calendars.get(version);
  if (!calendar) throw new Error(`no calendar ${version}`);
  return calendar;
};
const inForceAt = (moment: Instant): WorkCalendar => {
  const adopted = header.calendars.filter((days) => epochOf(days.adopted) <= epochOf(moment)).at(-1);
  return calendarNamed(adopted?.version ?? '');
};
const lineOf = (caseNo: number, event: string, cycle: number) =>
  lines.find((line) => line.case === caseNo && line.do === event && (line.cycle ?? 1) === cycle);

/** The main due of a cycle as the product finds it: stamped at the first dispatch, an earlier one added by an earlier sign-off. */
function mainDue(caseNo: number, { cycle, priority }: ExpectedDue, calendar: WorkCalendar): StampedDue | undefined {
  const rules = { policy: header.policy, calendar };
  const dispatched = lineOf(caseNo, 'CaseDispatched', cycle);
  const signed = lineOf(caseNo, 'CaseSigned', cycle);
  const stamped = dispatched && duesOfDispatch(priority, dispatched.at, rules).find(({ timer }) => timer === 'TM08');
  return stamped && signed ? (dueOfEarlySignOff(priority, signed.at, stamped, rules) ?? stamped) : stamped;
}

describe('what the sample half-year adopts', () => {
  it('is without fault', () => {
    expect(policyFaults(header.policy)).toEqual([]);
    expect(header.calendars.flatMap((days) => calendarFaults({ ...days, years: [2026] }))).toEqual([]);
  });
});

describe('due dates of the sample half-year (domain/xintang.expected.json)', () => {
  const mains = Object.entries(expected).flatMap(([no, dues]) =>
    dues.filter(({ kind }) => kind === 'main').map((due) => [Number(no), due] as const),
  );

  it('covers every dispatched case', () => {
    expect(mains.length).toBeGreaterThanOrEqual(95);
  });

  it.each(mains)('case %i has the stamped and the legal due that the file expects', (caseNo, due) => {
    const dispatched = lineOf(caseNo, 'CaseDispatched', due.cycle);
    expect(dispatched).toBeDefined();
    const stamped = mainDue(caseNo, due, inForceAt(dispatched?.recorded ?? ''));
    const legal = mainDue(caseNo, due, calendarNamed(due.calendar));
    expect([stamped?.due, legal?.due].map((moment) => moment && epochOf(moment))).toEqual([due.stamped, due.legal].map(epochOf));
    expect([stamped?.provisional, legal?.provisional]).toEqual([false, false]);
  });

  it('gives reworked case 65 half the days, beside the first due', () => {
    const rework = expected['65']?.find(({ kind }) => kind === 'rework');
    const ordered = lines.find((line) => line.case === 65 && line.do === 'ReworkOrdered');
    const due = ordered && stampDue('TM13', 'normal', ordered.at, { policy: header.policy, calendar: calendarNamed('v1') });
    expect(epochOf(due?.due ?? '')).toBe(epochOf(rework?.stamped ?? ''));
  });
});
