import { recorded } from '@huying/testing';
import { describe, expect, it } from 'vitest';
import { foreignFrames } from './foreign-frame.js';
import { viewForeign } from './foreign-view.js';
import type { ForeignActivity, ForeignFact } from './foreign.facts.js';
import { evolveForeign, initialForeign, type ForeignState } from './foreign.state.js';

type Telling = Partial<ForeignActivity> & { readonly time: string; readonly corrects?: string };

/** A permit: received on 1 May, checked on the 3rd and the 5th; the export knows that it ended on the 20th. */
function history(...rows: readonly Telling[]) {
  return recorded<ForeignFact>(
    rows.map(({ time, corrects, ...members }, at) => {
      const provenance = { format: 'xes-csv', file: 'f', locator: 'line 2', timeText: time, bytes: 1, kept: 'text' } as const;
      const data = { system: 'permits', case: 'case-1', row: String(at), digest: String(at), kind: 'activity' as const, activity: 'Check', provenance, ...members };
      return corrects === undefined
        ? { type: 'ForeignActivityRecorded', data, time }
        : { type: 'ForeignActivityCorrected', data: { ...data, corrects: { digest: corrects } }, time };
    }),
  );
}
const stateOf = (...rows: readonly Telling[]): ForeignState => history(...rows).reduce(evolveForeign, initialForeign);
const day = (of: number, hour = 9): string => `2011-05-${String(of).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000+02:00`;
const about = { openedAt: day(1), closedAt: day(20), deadline: day(15), responsible: 'Resource21', channel: 'Desk' };
const permit: readonly Telling[] = [
  { time: day(1, 10), activity: 'Receive', resource: 'Resource01', group: 'Group 1', about },
  { time: day(3), resource: 'Resource02', group: 'Group 4', about },
  { time: day(5), activity: 'Decide', resource: 'Resource02', group: 'Group 4', about },
];

describe('an imported case at a moment', () => {
  it('is not there before it was opened', () => {
    expect(viewForeign(stateOf(...permit), day(1, 8))).toMatchObject({ status: 'absent', activities: 0 });
  });

  it('is open until the moment at which it closed, though every row knows how it ended', () => {
    const state = stateOf(...permit);
    const before = viewForeign(state, day(19));
    expect(before).toMatchObject({ status: 'open', activities: 3, channel: 'Desk', responsible: { resource: 'Resource21' } });
    expect(before).not.toHaveProperty('closedAt');
    expect(viewForeign(state, day(20))).toMatchObject({ status: 'closed', closedAt: day(20) });
  });

  it('tells only the activities that had happened', () => {
    expect(viewForeign(stateOf(...permit), day(2))).toMatchObject({ activity: { name: 'Receive' }, activities: 1 });
  });

  it('was held by who acted last, since the first of his acts in a row', () => {
    const state = stateOf(...permit);
    expect(viewForeign(state, day(2)).holder).toEqual({ resource: 'Resource01', group: 'Group 1', since: day(1, 10) });
    expect(viewForeign(state, day(6)).holder).toEqual({ resource: 'Resource02', group: 'Group 4', since: day(3) });
  });

  it('is held by nobody once it is closed, so that its custody clock stops', () => {
    const state = stateOf(...permit);
    expect(viewForeign(state, day(19))).toHaveProperty('holder');
    expect(viewForeign(state, day(20))).not.toHaveProperty('holder');
    expect(viewForeign(state, day(20))).toHaveProperty('responsible');
  });

  it('runs its deadline until it closes, and knows whether it was late', () => {
    const state = stateOf(...permit);
    expect(viewForeign(state, day(15)).deadline).toEqual({ kind: 'deadline', due: day(15), overdue: false });
    expect(viewForeign(state, day(16)).deadline?.overdue).toBe(true);
    expect(viewForeign(state, day(30)).deadline?.overdue).toBe(true);
    const inTime = stateOf({ time: day(1), about: { ...about, closedAt: day(14) } });
    expect(viewForeign(inTime, day(30)).deadline?.overdue).toBe(false);
  });

  it('falls back on the planned end where there is no deadline', () => {
    const state = stateOf({ time: day(1), about: { plannedEnd: day(9) } });
    expect(viewForeign(state, day(2)).deadline).toEqual({ kind: 'planned-end', due: day(9), overdue: false });
  });

  it('is closed by a note that says so, rather than by what the request was told last', () => {
    const request = { time: day(1), kind: 'request' as const, about: { openedAt: day(1), closedAt: day(25), status: 'closed' } };
    const closing = { time: day(20), kind: 'note' as const, activity: 'Request closed', transition: 'closed' };
    expect(viewForeign(stateOf(request, closing), day(22))).toMatchObject({ status: 'closed', closedAt: day(20) });
    expect(viewForeign(stateOf(request, closing), day(19)).status).toBe('open');
  });

  it('puts rows told out of order into the order in which they happened', () => {
    expect(viewForeign(stateOf(...permit.toReversed()), day(2))).toMatchObject({ activity: { name: 'Receive' } });
  });

  it('follows a correction, also one that moves a row to another time', () => {
    const moved = { ...permit[2], row: '2', time: day(4), activity: 'Decide early', corrects: '2' };
    const state = stateOf(...permit, moved);
    expect(viewForeign(state, day(4))).toMatchObject({ activity: { name: 'Decide early', at: day(4) }, activities: 3 });
    expect(state).toMatchObject({ recorded: 3, corrected: 1 });
  });

  it('knows the cases that it led to, once they had begun', () => {
    const link = { kind: 'follow-on-created' as const, case: '14-1', caseId: 'uuid' };
    const state = stateOf(...permit, { time: day(6), links: [link] });
    expect(viewForeign(state, day(5)).links).toEqual([]);
    expect(viewForeign(state, day(6)).links).toEqual([link]);
  });

  it('ignores events that it does not know', () => {
    const unknown = { type: 'ForeignSomethingElse', data: {}, time: day(1) } as unknown as Parameters<typeof evolveForeign>[1];
    expect(evolveForeign(initialForeign, unknown)).toBe(initialForeign);
  });
});

describe('the frames of an imported case', () => {
  const frames = foreignFrames(history(...permit, { time: day(21), activity: 'File', resource: 'Resource03' }));

  it('say what each event changed and who did it', () => {
    expect(frames.map(({ title, by }) => [title, by?.resource])).toEqual([
      ['Receive', 'Resource01'],
      ['Check', 'Resource02'],
      ['Decide', 'Resource02'],
      ['File', 'Resource03'],
    ]);
    expect(frames[1]?.changes.map(({ field }) => field)).toEqual(['activity', 'holder']);
    expect(frames[2]?.changes.map(({ field }) => field)).toEqual(['activity']);
    expect(frames[3]?.changes).toContainEqual({ field: 'status', from: 'open', to: 'closed' });
  });

  it('say how long it was since the event before', () => {
    expect(frames[0]).not.toHaveProperty('sinceLastMs');
    expect(frames[2]?.sinceLastMs).toBe(2 * 86_400_000);
  });

  it('name the telling that a correction corrects', () => {
    const [, second] = foreignFrames(history({ time: day(1) }, { time: day(1), row: '0', corrects: '0' }));
    expect(second?.corrects).toEqual({ digest: '0' });
  });
});
