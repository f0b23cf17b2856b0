import { specFor } from '@huying/testing';
import { describe, it } from 'vitest';
import { leader, on18June, secretary, stranger, volunteer } from '../sample-people.spec.js';
import { activityDecider } from './activity.decider.js';
import { approved, checkedIn, drafted, notice, published, signedUp, submitted } from './sample-activity.spec.js';

const given = specFor(activityDecider);
const eve = '2026-06-17T10:00:00.000+08:00';
const signUp = (actor = volunteer, at = eve) =>
  ({ type: 'SignUp', at, actor, data: { volunteer: 'V10', person: volunteer.person } }) as const;
const cancel = (actor = volunteer, id = 'V10') => ({ type: 'CancelSignUp', at: eve, actor, data: { volunteer: id } }) as const;
const waiting = (id: string, person = id) => [submitted(id, person), { type: 'SignupWaitlisted', data: { volunteer: id } }] as const;
const full = [drafted, published, ...signedUp('V1', 'H1'), ...signedUp('V2', 'H2')] as const;

describe('signing up', () => {
  it('takes a place', () => given(drafted, published).when(signUp()).then(submitted(), approved()));
  it('waits where every place is taken', () =>
    given(...full)
      .when(signUp())
      .then(submitted(), { type: 'SignupWaitlisted', data: { volunteer: 'V10' } }));
  it('is for oneself, the organiser and the staff', () => {
    given(drafted, published).when(signUp(leader)).then(submitted(), approved());
    given(drafted, published).when(signUp(secretary)).then(submitted(), approved());
    given(drafted, published).when(signUp(stranger)).thenRefused('NOT_YOUR_SIGNUP');
  });
  it('changes nothing the second time', () => given(drafted, published, ...signedUp()).when(signUp()).thenNothing());
  it('needs a registered volunteer', () =>
    given(drafted, published)
      .when({ ...signUp(), data: { volunteer: 'V99', person: undefined } })
      .thenRefused('VOLUNTEER_NOT_FOUND'));
  it('ends with the activity', () => {
    given(drafted, published).when(signUp(volunteer, notice.to)).thenRefused('SIGNUP_CLOSED');
    given(drafted, published)
      .when(signUp(volunteer, on18June('11:29')))
      .thenTypes('SignupSubmitted', 'SignupApproved');
  });
  it('needs a published activity', () => {
    given().when(signUp()).thenRefused('ACTIVITY_NOT_FOUND');
    given(drafted).when(signUp()).thenRefused('ACTIVITY_NOT_PUBLISHED');
    given(drafted, published, { type: 'ActivityCancelled', data: {} }).when(signUp()).thenRefused('ACTIVITY_CANCELLED');
  });
});

describe('giving a place back', () => {
  it('passes it to the longest on the waiting list', () =>
    given(...full, ...waiting('V4'), ...waiting('V3'))
      .when(cancel(leader, 'V1'))
      .then({ type: 'SignupCancelled', data: { volunteer: 'V1' } }, approved('V4')));
  it('passes nothing on from the waiting list', () =>
    given(...full, ...waiting('V3'), ...waiting('V4'))
      .when(cancel(leader, 'V3'))
      .thenTypes('SignupCancelled'));
  it('is undone by signing up again', () =>
    given(drafted, published, ...signedUp(), { type: 'SignupCancelled', data: { volunteer: 'V10' } })
      .when(signUp())
      .then(submitted(), approved()));
  it('comes too late for who has served', () =>
    given(drafted, published, ...signedUp(), checkedIn()).when(cancel()).thenRefused('ALREADY_SERVED'));
  it('needs a place', () => given(drafted, published).when(cancel()).thenRefused('NOT_SIGNED_UP'));
});
