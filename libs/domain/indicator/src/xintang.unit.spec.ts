import { readFileSync } from 'node:fs';
import { duesOfDispatch, workCalendar, type CalendarDays, type DeadlinePolicy, type Priority } from '@huying/domain-deadline';
import { epochOf, type Instant } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import type { CallbackAnswer, CaseRecord, Completion, Dispatch, Exit, Grade, Mark } from './case-record.js';
import { indicators, type IndicatorName } from './indicators.js';
import { percentage, rateOf } from './rate.js';

/*
 * The sample half-year as an oracle (domain/xintang.expected.json): its facts are mapped straight to case records, its legal due dates
 * are taken as given, contact and sign-off limits are counted from the first dispatch.
 */
interface Line {
  readonly at: Instant;
  readonly recorded: Instant;
  readonly do: string;
  readonly case?: number;
  readonly cycle?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}
interface Header {
  readonly period: { readonly from: Instant; readonly to: Instant };
  readonly policy: DeadlinePolicy;
  readonly calendars: readonly (Omit<CalendarDays, 'years'> & { readonly adopted: Instant })[];
}
interface Expected {
  readonly kpis: Readonly<Record<string, readonly [number, number, number]>>;
  readonly kpi_lists: Readonly<Record<string, readonly number[]>>;
  readonly due_dates: Readonly<Record<string, readonly { readonly cycle: number; readonly kind: string; readonly legal: Instant }[]>>;
}
const file = (name: string) => readFileSync(new URL(`../../../../domain/${name}`, import.meta.url), 'utf8');
const [first = '', ...rest] = file('xintang.scenario.jsonl').trim().split('\n');
const header = JSON.parse(first) as Header;
const lines = rest.map((text, index) => ({ ...(JSON.parse(text) as Line), line: index + 2 }));
const expected = JSON.parse(file('xintang.expected.json')) as Expected;

const exits: Readonly<Record<string, Exit>> = {
  CaseWithdrawn: 'withdrawn',
  CasesMerged: 'merged',
  CaseVoided: 'voided',
  CaseTransferredOut: 'transferred',
  CaseNotAccepted: 'not-accepted',
};
const returns = new Set(['CaseReopened', 'CaseUnmerged', 'NonAcceptanceOverturned', 'TransferBounced']);
const calendarAt = (moment: Instant) => {
  const days = header.calendars.filter(({ adopted }) => epochOf(adopted) <= epochOf(moment)).at(-1);
  if (days === undefined) throw new Error('no calendar in force');
  return workCalendar({ ...days, years: [2026] });
};

function recordOf(no: number): CaseRecord {
  const own = lines.filter((line) => line.case === no);
  const mark = (line: (typeof own)[number]): Mark => ({ event: `line-${String(line.line)}`, at: line.at, recorded: line.recorded });
  const all = (name: string) => own.filter((line) => line.do === name);
  const dispatches: Dispatch[] = [];
  const completions: Completion[] = [];
  let exit: CaseRecord['exit'];
  let contactLimit: CaseRecord['contactLimit'];
  for (const line of own) {
    const how = exits[line.do];
    if (how !== undefined) exit = { how, mark: mark(line) };
    if (returns.has(line.do)) exit = undefined;
    if (line.do === 'CaseDispatched') {
      const dues = duesOfDispatch(line.data?.['priority'] as Priority, line.at, { policy: header.policy, calendar: calendarAt(line.recorded) });
      const limitOf = (timer: string) => dues.filter((due) => due.timer === timer).map(({ due }) => ({ due, set: mark(line) }))[0];
      const signOff = limitOf('TM06');
      contactLimit ??= limitOf('TM07');
      dispatches.push({ dispatched: mark(line), ...(signOff === undefined ? {} : { signOff }) });
    }
    const dispatch = dispatches.at(-1);
    if (line.do === 'CaseSigned' && dispatch !== undefined) dispatches.splice(-1, 1, { ...dispatch, signed: mark(line) });
    if (line.do === 'CompletionReported') completions.push({ reported: mark(line) });
    const completion = completions.at(-1);
    if (line.do === 'CompletionRejected' && completion !== undefined) completions.splice(-1, 1, { ...completion, rejected: mark(line) });
  }
  const main = expected.due_dates[String(no)]?.find(({ kind }) => kind === 'main');
  const dispatched = dispatches[0]?.dispatched;
  return {
    case: String(no),
    contact: all('CaseRegistered')[0]?.data?.['contact'] as CaseRecord['contact'],
    dispatches,
    contacts: all('ResidentContacted')
      .filter(({ data }) => data?.['effective'] === true)
      .map(mark),
    completions,
    callbacks: all('CallbackCompleted').map((line) => ({ completed: mark(line), answer: line.data?.['answer'] as CallbackAnswer })),
    ratings: all('RatingSubmitted').map((line) => ({ submitted: mark(line), grade: line.data?.['grade'] as Grade })),
    ...(exit === undefined ? {} : { exit }),
    ...(contactLimit === undefined ? {} : { contactLimit }),
    ...(main === undefined || dispatched === undefined ? {} : { mainLimit: { due: main.legal, set: dispatched } }),
  };
}

const numbers = [...new Set(lines.flatMap((line) => line.case ?? []))].sort((one, other) => one - other);
const records = numbers.map(recordOf);
const measure = (name: IndicatorName) => rateOf(indicators[name], records, header.period, { toleranceMs: 86_400_000 });
const casesOf = (members: readonly { readonly case: string }[]) => members.map((member) => Number(member.case)).sort((one, other) => one - other);

describe('the figures of the sample half-year', () => {
  it.each([
    ['response', '响应率(recorded≤due)', 'resp_num', 'resp_den'],
    ['response-by-occurrence', '响应率(occurred, backfill accepted)', 'resp_occ', 'resp_den'],
    ['on-time-original', '按时办结率·原始口径', 'ontime_orig', 'ontime_den'],
    ['resolution', '解决率(部分=0)', 'ans_resolved', 'ans'],
    ['satisfaction', '满意率(好差评三档)', 'sat', 'rated'],
    ['satisfaction-strict', '满意率(前两档)', 'sat2', 'rated'],
  ] as const)('%s is %s, case by case', (name, title, numeratorList, denominatorList) => {
    const { numerator, denominator } = measure(name);
    const [top, bottom, percent] = expected.kpis[title] ?? [];
    expect(casesOf(numerator)).toEqual(expected.kpi_lists[numeratorList]);
    expect(casesOf(denominator)).toEqual(expected.kpi_lists[denominatorList]);
    expect([numerator.length, denominator.length, percentage(numerator.length, denominator.length)]).toEqual([top, bottom, percent?.toFixed(2)]);
  });

  it('resolution with partly solved as solved is 解决率(部分=1,参考)', () => {
    const { numerator, denominator } = measure('resolution-partly');
    expect([numerator.length, denominator.length]).toEqual(expected.kpis['解决率(部分=1,参考)']?.slice(0, 2));
    const lists = expected.kpi_lists;
    expect(casesOf(numerator)).toEqual([...(lists['ans_resolved'] ?? []), ...(lists['ans_partly'] ?? [])].sort((one, other) => one - other));
  });

  it('names real events behind every number', () => {
    const known = new Set(lines.map(({ line }) => `line-${String(line)}`));
    for (const name of Object.keys(indicators) as IndicatorName[]) {
      const { numerator, denominator } = measure(name);
      const events = [...numerator, ...denominator].flatMap((member) => member.events);
      expect(events.length).toBeGreaterThan(0);
      expect(events.every((event) => known.has(event))).toBe(true);
    }
  });
});
