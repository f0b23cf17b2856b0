import type { PolicyGuard } from '@huying/kernel';
import { specFor } from '@huying/testing';
import { describe, expect, it } from 'vitest';
import { leader, on18June, stranger, volunteer } from '../sample-people.spec.js';
import { proposedVolunteeringRules as rules } from '../volunteering-rules.js';
import type { CheckIn, CheckOut } from './activity.commands.js';
import { activityDecider } from './activity.decider.js';
import type { CheckedOut } from './activity.facts.js';
import { checkedIn, drafted, notice, published, signedUp, submitted } from './sample-activity.spec.js';
import { servedVisitOf } from './service-record.js';

const given = specFor(activityDecider);
const ready = [drafted, published, ...signedUp()] as const;
const checkIn = (at = notice.frm, change: Partial<CheckIn> = {}, metres?: number): CheckIn => ({
  type: 'CheckIn',
  at,
  actor: volunteer,
  data: { volunteer: 'V10', rules, ...(metres === undefined ? {} : { metres }) },
  ...change,
});
const checkOut = (at = notice.to, change: Partial<CheckOut> = {}): CheckOut => ({
  type: 'CheckOut',
  at,
  actor: volunteer,
  data: { volunteer: 'V10', rules },
  ...change,
});
const checkedOut = (visit = 1): CheckedOut => ({ type: 'CheckedOut', data: { volunteer: 'V10', visit } });
const flagged = { guards: new Set<PolicyGuard>(['hours.window']) };

describe('checking in', () => {
  it('notes a visit', () =>
    given(...ready)
      .when(checkIn())
      .then(checkedIn()));
  it('is open from 30 minutes before the start (F2)', () => {
    given(...ready)
      .when(checkIn(on18June('08:30')))
      .then(checkedIn());
    given(...ready)
      .when(checkIn(on18June('08:29')))
      .thenRefused('OUTSIDE_ACTIVITY_WINDOW');
  });
  it('is near the place (F2)', () => {
    given(...ready)
      .when(checkIn(notice.frm, {}, 300))
      .thenTypes('CheckedIn');
    given(...ready)
      .when(checkIn(notice.frm, {}, 301))
      .thenRefused('OUTSIDE_ACTIVITY_WINDOW');
  });
  it('is flagged far from the place where the policy flags it', () =>
    given(...ready)
      .when(checkIn(notice.frm, flagged, 2400))
      .then({ type: 'CheckedIn', data: { volunteer: 'V10', visit: 1, metres: 2400, breaches: ['hours.window'] } }));
  it('is for himself, the organiser and the staff', () => {
    given(...ready)
      .when(checkIn(notice.frm, { actor: leader }))
      .then(checkedIn());
    given(...ready)
      .when(checkIn(notice.frm, { actor: stranger }))
      .thenRefused('NOT_YOUR_SIGNUP');
  });
  it('needs a place, and no open visit', () => {
    given(drafted, published).when(checkIn()).thenRefused('NOT_SIGNED_UP');
    given(drafted, published, submitted(), { type: 'SignupWaitlisted', data: { volunteer: 'V10' } })
      .when(checkIn())
      .thenRefused('ON_WAITING_LIST');
    given(...ready, checkedIn())
      .when(checkIn())
      .thenRefused('ALREADY_CHECKED_IN');
  });
  it('happens at most three times a day', () => {
    const two = [checkedIn(1), checkedOut(1), checkedIn(2), checkedOut(2)] as const;
    given(...ready, ...two)
      .when(checkIn())
      .then(checkedIn(3));
    given(...ready, ...two, checkedIn(3), checkedOut(3))
      .when(checkIn())
      .thenRefused('TOO_MANY_VISITS', { most: 3 });
  });
});

describe('checking out', () => {
  it('ends the open visit', () =>
    given(...ready, checkedIn())
      .when(checkOut())
      .then(checkedOut()));
  it('closes 30 minutes after the end', () => {
    given(...ready, checkedIn())
      .when(checkOut(on18June('12:00')))
      .then(checkedOut());
    given(...ready, checkedIn())
      .when(checkOut(on18June('12:01')))
      .thenRefused('OUTSIDE_ACTIVITY_WINDOW');
  });
  it('needs an open visit', () => {
    given(...ready)
      .when(checkOut())
      .thenRefused('NOT_CHECKED_IN');
    given(...ready, checkedIn(), checkedOut())
      .when(checkOut())
      .thenRefused('NOT_CHECKED_IN');
  });
  it('leaves a visit that hours can be proposed for', () => {
    const { state } = given(...ready, { ...checkedIn(), time: on18June('08:55') }, { ...checkedOut(), time: on18June('11:35') });
    expect(servedVisitOf('A1', state, 'V10', 1)).toMatchObject({
      record: 'A1.V10.1',
      checkedInAt: on18June('08:55'),
      checkedOutAt: on18June('11:35'),
    });
    expect(servedVisitOf('A1', state, 'V10', 2)).toBeUndefined();
  });
});
