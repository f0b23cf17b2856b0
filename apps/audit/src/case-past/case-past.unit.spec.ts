import { caseEventTypes, foreignEventTypes, orderEventTypes } from '@huying/contracts';
import { causeOf, inCausalOrder, type Delivery } from '@huying/event-bus';
import { shanghai } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import { foldCaseEvents, foldOfCase } from '../case-folds/registered-folds.js';
import { asDeliveries, lampCase, lampStory, permitStory, type Told } from '../case-story.spec.js';
import type { KnownEvent } from '../case-lookup/case-events.js';
import { pastOf, type Interval } from './case-past.js';

/** As `known-moments.ts` works it out for the whole copy: here each story is all that there is. */
function known(story: readonly Told[]): readonly KnownEvent[] {
  const deliveries = asDeliveries(story);
  const last = new Map<string, number>();
  const moments = new Map<Delivery, number>();
  for (const event of deliveries) {
    const cause = causeOf(event);
    const causing = deliveries.find(({ source, recorded }) => source === cause?.source && recorded.position === cause.position);
    const causeKnown = causing === undefined ? undefined : moments.get(causing);
    const moment = Math.max(event.recorded.recordedAt, last.get(event.source) ?? 0, causeKnown ?? 0);
    last.set(event.source, moment);
    moments.set(event, moment);
  }
  return inCausalOrder(deliveries).map((event) => ({ event, knownAt: moments.get(event) ?? 0 }));
}

const holdsAt = (occurredBy: number, knownBy: number) => (row: Interval) =>
  row.validFrom <= occurredBy && occurredBy < row.validTo && row.knownFrom <= knownBy && knownBy < row.knownTo;

function refolded(events: readonly KnownEvent[], occurredBy: number, knownBy: number) {
  const happened = events.filter(({ event, knownAt }) => event.recorded.time <= occurredBy && knownAt <= knownBy).map(({ event }) => event);
  const fold = foldOfCase(happened);
  return fold === undefined ? undefined : foldCaseEvents(fold, happened).board(shanghai(occurredBy));
}

/** Every moment at which anything could change, and one beside it on either side. */
function corners(events: readonly KnownEvent[], rows: readonly Interval[]): readonly (readonly [number, number])[] {
  const around = (moments: readonly number[]) => [...new Set(moments.filter(Number.isFinite).flatMap((at) => [at - 1, at, at + 1]))];
  const occurred = around([
    ...events.map(({ event }) => event.recorded.time),
    ...rows.flatMap(({ validFrom, validTo }) => [validFrom, validTo]),
  ]);
  const recorded = around(events.map(({ knownAt }) => knownAt));
  return occurred.flatMap((occurredBy) => recorded.map((knownBy) => [occurredBy, knownBy] as const));
}

const late: Told = {
  service: 'dispatch',
  stream: `order-${lampCase}`,
  caseKey: lampCase,
  type: orderEventTypes.DeadlineSet,
  at: '2026-06-15T12:00:00.000+08:00',
  recordedAt: '2026-06-19T09:00:00.000+08:00',
  data: {
    timer: 'TM08',
    start: '2026-06-15T12:00:00.000+08:00',
    due: '2026-06-16T12:00:00.000+08:00',
    provisional: false,
    priority: 'urgent',
    policy: 'v0',
    calendar: 'v1',
    basis: 'dispatch',
  },
  person: 'dispatcher-1',
};
/** Intake's clock is two hours ahead of dispatch's. */
const skewed = lampStory().map((told) =>
  told.service === 'intake' ? { ...told, recordedAt: shanghai(Date.parse(told.at) + 7_200_000) } : told,
);
const permit = derivedId('foreign', 'permits', 'closing');
const closing: Told = {
  service: 'intake',
  stream: `foreign-${permit}`,
  caseKey: permit,
  type: foreignEventTypes.ForeignActivityRecorded,
  at: '2010-10-01T09:00:00.000+08:00',
  person: 'importer-1',
  data: {
    system: 'permits',
    case: 'closing',
    row: 'r1',
    activity: 'T06 Decide',
    kind: 'task',
    resource: 'Resource3',
    about: { closedAt: '2010-11-05T12:00:00.000+08:00', openedAt: '2010-09-30T09:00:00.000+08:00' },
    links: [],
    digest: 'd',
    provenance: { file: 'f', line: 1 },
  },
};

const stories: readonly (readonly [string, readonly Told[]])[] = [
  ['a native case, told as it happens', lampStory()],
  ['a native case of which something becomes known late', [...lampStory(), late]],
  ['a native case whose two logs have clocks that disagree', skewed],
  ['an imported case with a correction', permitStory()],
  ['an imported case that closes after its last row', [closing]],
];

describe.each(stories)('the intervals of %s', (_, story) => {
  const events = known(story);
  const fold = foldOfCase(events.map(({ event }) => event));
  const rows = fold === undefined ? [] : pastOf(fold, events).intervals;

  it('come with the case as folding all its events gives it', () => {
    const past = fold === undefined ? undefined : pastOf(fold, events).folded;
    const refold =
      fold === undefined
        ? undefined
        : foldCaseEvents(
            fold,
            events.map(({ event }) => event),
          );
    const end = '2026-12-31T00:00:00.000+08:00';
    expect(past?.summary()).toBeDefined();
    expect([past?.summary(), past?.standing(end)]).toEqual([refold?.summary(), refold?.standing(end)]);
  });

  it('hold at each pair of moments what refolding the case to it gives, and nothing where there was no case', () => {
    expect(rows.length).toBeGreaterThan(1);
    for (const [occurredBy, knownBy] of corners(events, rows)) {
      const held = rows.filter(holdsAt(occurredBy, knownBy));
      const cell = refolded(events, occurredBy, knownBy);
      expect(
        held.map((row) => row.cell),
        `${shanghai(occurredBy)} known by ${shanghai(knownBy)}`,
      ).toEqual(cell === undefined ? [] : [cell]);
    }
  });
});

describe('the intervals of a case', () => {
  it('are few: what changes nothing on a board makes no row', () => {
    const events = known(lampStory());
    const fold = foldOfCase(events.map(({ event }) => event));
    const rows = fold === undefined ? [] : pastOf(fold, events).intervals;
    const current = rows.filter(({ knownTo }) => knownTo === Infinity);
    expect(current.map(({ cell }) => cell.status)).toEqual(['S00', 'S10', 'S20', 'S30', 'S40', 'S50', 'S60']);
    expect(current.at(-1)).toMatchObject({ cell: { open: false, due: null }, validTo: Infinity });
  });

  it('do not grow with events that leave it where it is', () => {
    const story = lampStory().slice(0, 3);
    const noted: Told = { ...(story[2] as Told), type: caseEventTypes.FirstContactDischarged, data: { person: 'clerk-1', replied: true } };
    const rowsOf = (told: readonly Told[]) => {
      const events = known(told);
      const fold = foldOfCase(events.map(({ event }) => event));
      return fold === undefined ? [] : pastOf(fold, events).intervals;
    };
    expect(rowsOf([...story, { ...noted, at: '2026-06-15T10:30:00.000+08:00' }])).toEqual(rowsOf(story));
  });
});
