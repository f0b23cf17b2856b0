import type { Actor, PolicyGuard } from '@huying/kernel';
import { specFor } from '@huying/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { area, leader, on18June, secretary, stranger, volunteer } from '../sample-people.spec.js';
import { proposedVolunteeringRules as rules } from '../volunteering-rules.js';
import type { ConfirmHours, ProposeHours, ServedVisit } from './volunteer.commands.js';
import { volunteerDecider } from './volunteer.decider.js';
import type { HoursConfirmed, HoursProposed, VolunteerRegistered } from './volunteer.facts.js';

const given = specFor(volunteerDecider);
const registered: VolunteerRegistered = { type: 'VolunteerRegistered', data: { person: volunteer.person, area, retiredMember: false } };
const visit: ServedVisit = {
  record: 'A1.V10.1',
  activity: 'A1',
  window: { from: on18June('09:00'), to: on18June('11:30') },
  organiserPerson: leader.person,
  area,
  checkedInAt: on18June('08:52'),
  checkedOutAt: on18June('11:40'),
};
const open: ServedVisit = { record: visit.record, activity: visit.activity, window: visit.window, organiserPerson: visit.organiserPerson, area, checkedInAt: visit.checkedInAt };
const propose = (change: Partial<ProposeHours> = {}, of: Partial<ServedVisit> = {}, minutes?: number): ProposeHours => ({
  type: 'ProposeHours',
  at: on18June('12:00'),
  actor: volunteer,
  data: { visit: { ...visit, ...of }, ...(minutes === undefined ? {} : { minutes }) },
  ...change,
});
const proposed = (data: Partial<HoursProposed['data']> = {}): HoursProposed => ({
  type: 'HoursProposed',
  data: { record: 'A1.V10.1', activity: 'A1', minutes: 150, frm: on18June('09:00'), to: on18June('11:30'), checkedOut: true, ...data },
});
const confirm = (actor: Actor = leader, minutes?: number, record = 'A1.V10.1'): ConfirmHours => ({
  type: 'ConfirmHours',
  at: on18June('13:00'),
  actor,
  data: { visit: { ...visit, record }, rules, ...(minutes === undefined ? {} : { minutes }) },
});
const confirmed = (data: Partial<HoursConfirmed['data']> = {}): HoursConfirmed => ({
  type: 'HoursConfirmed',
  data: { record: 'A1.V10.1', activity: 'A1', minutes: 150, frm: on18June('09:00'), to: on18June('11:30'), ...data },
});
const flagging = (...guards: readonly PolicyGuard[]) => ({ guards: new Set(guards) });

describe('proposing hours', () => {
  it('counts the minutes of the visit that lie within the activity (F2)', () => given(registered).when(propose()).then(proposed()));
  it('counts from the check-in of who came late', () =>
    given(registered)
      .when(propose({}, { checkedInAt: on18June('09:20') }))
      .then(proposed({ minutes: 130, frm: on18June('09:20') })));
  it('takes a shorter service at its word', () => given(registered).when(propose({}, {}, 90)).then(proposed({ minutes: 90 })));
  it('takes no longer service than was served', () =>
    given(registered).when(propose({}, {}, 151)).thenRefused('MINUTES_EXCEED_SERVICE', { most: 150 }));
  it('gives nothing to who came and went outside the time', () =>
    given(registered)
      .when(propose({}, { checkedInAt: on18June('11:31') }))
      .thenTypes('HoursProposed'));
  it('is 0 without a check-out, until the organiser confirms (F4)', () => {
    given(registered)
      .when({ ...propose(), data: { visit: open } })
      .then(proposed({ minutes: 0, checkedOut: false }));
  });
  it('waits for the check-out while the activity goes on', () => {
    given(registered)
      .when({ ...propose({ at: on18June('10:00') }), data: { visit: open } })
      .thenRefused('STILL_SERVING');
  });
  it('is refused where other service of the same person overlaps (F1)', () =>
    given(registered, proposed({ record: 'A2.V10.1', activity: 'A2', frm: on18June('11:29'), to: on18June('12:00') }))
      .when(propose())
      .thenRefused('HOURS_OVERLAP'));
  it('is flagged instead where the policy flags overlaps', () =>
    given(registered, proposed({ record: 'A2.V10.1', frm: on18June('11:29'), to: on18June('12:00') }))
      .when(propose(flagging('hours.overlap')))
      .then(proposed({ breaches: ['hours.overlap'] })));
  it('accepts service that begins when other service ends', () =>
    given(registered, proposed({ record: 'A2.V10.1', frm: on18June('11:30'), to: on18June('12:00') }))
      .when(propose())
      .then(proposed()));
  it('is for the volunteer, the organiser and the staff', () => {
    given(registered).when(propose({ actor: leader })).then(proposed());
    given(registered).when(propose({ actor: secretary })).then(proposed());
    given(registered).when(propose({ actor: stranger })).thenRefused('NOT_YOURS_TO_REPORT');
  });
  it('changes nothing the second time', () => given(registered, proposed()).when(propose()).thenNothing());
  it('needs a visit', () => {
    given(registered)
      .when({ ...propose(), data: { visit: undefined } })
      .thenRefused('VISIT_NOT_FOUND');
    given(registered)
      .when({ ...confirm(), data: { visit: undefined, rules } })
      .thenRefused('VISIT_NOT_FOUND');
  });
  it('needs a volunteer', () => given().when(propose()).thenRefused('VOLUNTEER_NOT_FOUND'));
});

describe('confirming hours', () => {
  it('takes the proposed minutes', () => given(registered, proposed()).when(confirm()).then(confirmed()));
  it('may take fewer', () =>
    given(registered, proposed())
      .when(confirm(secretary, 120))
      .then(confirmed({ minutes: 120 })));
  it('never takes more than the time between coming and going', () =>
    given(registered, proposed()).when(confirm(leader, 151)).thenRefused('MINUTES_EXCEED_SERVICE', { most: 150 }));
  it('gives a figure to a visit without check-out (F4)', () =>
    given(registered, proposed({ minutes: 0, checkedOut: false }))
      .when(confirm(leader, 100))
      .then(confirmed({ minutes: 100 })));
  it('is not for the volunteer, who has no say over the activity', () =>
    given(registered, proposed()).when(confirm(volunteer)).thenRefused('NOT_YOURS_TO_CONFIRM'));
  it('is refused to an organiser for his own hours (F8)', () => {
    const own: VolunteerRegistered = { ...registered, data: { ...registered.data, person: leader.person } };
    given(own, proposed()).when(confirm()).thenRefused('HOURS_SELF_CONFIRMED');
    given(own, proposed())
      .when({ ...confirm(), ...flagging('hours.self-confirm') })
      .then(confirmed({ breaches: ['hours.self-confirm'] }));
  });
  it('changes nothing the second time, and stands', () => {
    given(registered, proposed(), confirmed()).when(confirm()).thenNothing();
    given(registered, proposed(), confirmed()).when(confirm(leader, 10)).thenRefused('HOURS_ALREADY_CONFIRMED');
  });
  it('needs a proposal', () => given(registered).when(confirm()).thenRefused('RECORD_NOT_FOUND'));
  it('stops at eight hours a day (F5), and starts anew the next', () => {
    const morning = confirmed({ record: 'A0.V10.1', minutes: 400, frm: on18June('00:00'), to: on18June('08:00') });
    given(registered, morning, proposed()).when(confirm()).thenRefused('DAILY_CAP_EXCEEDED', { left: 80 });
    given(registered, morning, proposed())
      .when(confirm(leader, 80))
      .then(confirmed({ minutes: 80 }));
    const dayBefore = confirmed({ record: 'A0.V10.1', minutes: 400, frm: '2026-06-17T15:00:00.000Z', to: '2026-06-17T23:00:00.000+08:00' });
    given(registered, dayBefore, proposed()).when(confirm()).then(confirmed());
  });

  it('keeps every day within the cap and every record within its visit, whatever is confirmed', () => {
    const wish = fc.record({ hour: fc.integer({ min: 0, max: 22 }), length: fc.integer({ min: 1, max: 60 }), minutes: fc.integer({ min: 0, max: 90 }) });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 30 }), (wishes) => {
        const log: (HoursProposed | HoursConfirmed)[] = [];
        wishes.forEach(({ hour, length, minutes }, index) => {
          const hh = String(hour).padStart(2, '0');
          const frm = on18June(`${hh}:00`);
          const to = on18June(length === 60 ? `${String(hour + 1).padStart(2, '0')}:00` : `${hh}:${String(length).padStart(2, '0')}`);
          const window = { from: frm, to };
          const record = `A${String(index)}.V10.1`;
          const late = { at: on18June('23:59') };
          for (const command of [
            propose(late, { record, window, checkedInAt: frm, checkedOutAt: to }),
            { ...confirm(leader, minutes, record), ...late },
          ]) {
            const { decision } = given(registered, ...log).when(command);
            if (decision.kind === 'happened') log.push(...(decision.facts as (HoursProposed | HoursConfirmed)[]));
          }
        });
        const counted = log.filter((fact) => fact.type === 'HoursConfirmed');
        expect(counted.reduce((sum, { data }) => sum + data.minutes, 0)).toBeLessThanOrEqual(rules.dailyCapMinutes);
        expect(counted.every(({ data }) => data.minutes * 60_000 <= Date.parse(data.to) - Date.parse(data.frm))).toBe(true);
        const starts = counted.map(({ data }) => data.frm);
        expect(new Set(starts).size).toBe(starts.length);
      }),
      { numRuns: 60 },
    );
  });
});
