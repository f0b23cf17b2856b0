import { describe, expect, it } from 'vitest';
import { asDeliveries, lampStory, permitStory } from '../case-story.spec.js';
import { caseStateAt } from '../case-questions/case-state.js';
import { happenedBy } from '../questions/happened-by.js';
import { custodyClock } from './custody-clock.js';
import { replayFrames } from './frames.js';

const lamp = asDeliveries(lampStory());
const permit = asDeliveries(permitStory());

describe('the replay of a native case', () => {
  const frames = replayFrames(lamp);

  it('has a frame for every event, numbered, in the order of the logs', () => {
    expect(frames.map(({ n }) => n)).toEqual(lamp.map((_, index) => index + 1));
  });

  it('tells the state before and after each step, across both services', () => {
    expect(frames.map(({ after }) => after?.status)).toEqual([
      'S00', 'S00', 'S10', 'S10', 'S20', 'S20', 'S30', 'S30', 'S40', 'S50', 'S50', 'S50', 'S60',
    ]); // prettier-ignore
    expect(frames[0]?.before).toBeNull();
    expect(frames[4]?.before).toEqual({ status: 'S10', statusName: { zh: '已受理', en: 'Accepted' } });
  });

  it('names each step in both languages, and who did it', () => {
    expect(frames[4]?.title).toEqual({ zh: '派单', en: 'Case dispatched' });
    expect(frames[4]?.by).toEqual({ person: 'dispatcher-1', role: 'DIS', unit: 'community' });
  });

  it('tells who held the case before the step and after it', () => {
    expect(frames[6]?.heldBy).toMatchObject({ person: 'steward-1', unit: 'property-1' });
    expect(frames[8]?.holder).toMatchObject({ role: 'REV', person: null });
    expect(frames[12]?.holder).toBeNull();
  });

  it('tells which deadline ran, and that it stopped', () => {
    expect(frames[5]?.deadlines).toMatchObject([{ timer: 'TM08', name: { zh: '办结' }, overdue: false }]);
    expect(frames[8]?.deadlines).toEqual([]);
  });

  it('tells how long it took since the last step', () => {
    expect(frames[0]?.sinceLastMs).toBeNull();
    expect(frames[2]?.sinceLastMs).toBe(3_600_000);
  });

  it('tells what changed, and nothing else', () => {
    expect(frames[7]?.changes.map(({ field }) => field)).toEqual(['contact']);
    expect(frames[6]?.changes.find(({ field }) => field === 'status')).toEqual({ field: 'status', from: 'S20', to: 'S30' });
  });

  it('gives every second to a holder, or a reason why nobody held it, and the sum is the whole time', () => {
    const closed = Date.parse('2026-06-18T10:05:00+08:00');
    const { totalMs, custody, unheld } = custodyClock(frames, '2026-07-01T00:00:00.000+08:00');
    expect(totalMs).toBe(Date.parse('2026-07-01T00:00:00+08:00') - Date.parse('2026-06-15T09:00:00+08:00'));
    expect(custody.reduce((sum, { heldMs }) => sum + heldMs, 0)).toBe(closed - Date.parse('2026-06-15T09:00:00+08:00'));
    expect(custody[0]?.holder).toMatchObject({ person: 'steward-1' });
    expect(unheld).toEqual([
      {
        from: '2026-06-18T10:05:00.000+08:00',
        to: '2026-07-01T00:00:00.000+08:00',
        ms: totalMs + Date.parse('2026-06-15T09:00:00+08:00') - closed,
        reason: 'ended',
      },
    ]);
  });

  it('counts no second twice where a fact becomes known late', () => {
    const late = replayFrames([...lamp.slice(0, 8), ...lamp.slice(6, 7), ...lamp.slice(8)]);
    const until = '2026-06-18T10:05:00.000+08:00';
    expect(custodyClock(late, until).totalMs).toBe(custodyClock(frames, until).totalMs);
  });

  it('says so where the source of an imported case names nobody', () => {
    const [first] = replayFrames(permit);
    const nameless = first === undefined ? [] : [{ ...first, holder: null }];
    expect(custodyClock(nameless, '2012-01-01T00:00:00.000+08:00')).toMatchObject({ custody: [], unheld: [{ reason: 'nobody-named' }] });
    expect(custodyClock([], '2012-01-01T00:00:00.000+08:00')).toEqual({ totalMs: 0, custody: [], unheld: [] });
  });
});

describe('the replay of an imported case', () => {
  const frames = replayFrames(permit);

  it("tells the source's own activities and people", () => {
    expect(frames.map(({ title }) => title.en)).toEqual([
      'Confirmation of receipt',
      'T02 Check confirmation of receipt',
      'T10 Determine necessity to stop indication',
      'Corrected: T10 Determine necessity to stop indication',
    ]);
    expect(frames[1]?.by).toEqual({ person: 'Resource10', unit: 'Group 1', role: null });
  });

  it('tells who held it, and the deadline that the source had planned', () => {
    expect(frames[2]?.heldBy).toMatchObject({ person: 'Resource10', unit: 'Group 1' });
    expect(frames[0]?.deadlines).toMatchObject([{ timer: 'planned-end', overdue: false }]);
    expect(frames[0]?.after).toMatchObject({ status: 'open' });
  });
});

describe('the state of a case', () => {
  it('is nothing before its first event happened', () => {
    expect(caseStateAt(lamp, '2026-06-15T08:59:59.000+08:00')).toEqual({ foldedEvents: 0, state: null });
  });

  it('at every step is what the replay shows after it', () => {
    const moments = [...new Set(lamp.map(({ envelope }) => envelope.time))];
    for (const at of moments) {
      const happened = happenedBy(lamp, at);
      expect(caseStateAt(lamp, at).state?.status).toBe(replayFrames(happened).at(-1)?.after?.status);
    }
    expect(moments.length).toBeGreaterThan(8);
  });

  it('tells a deadline overdue once it has passed', () => {
    const working = lamp.slice(0, 8);
    expect(caseStateAt(working, '2026-06-24T00:00:00.000+08:00').state?.deadlines).toMatchObject([{ timer: 'TM08', overdue: false }]);
    expect(caseStateAt(working, '2026-06-24T00:00:00.001+08:00').state?.deadlines).toMatchObject([{ timer: 'TM08', overdue: true }]);
  });
});
