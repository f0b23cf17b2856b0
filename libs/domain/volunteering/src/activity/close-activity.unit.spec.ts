import { specFor } from '@huying/testing';
import { describe, it } from 'vitest';
import { leader, on18June, stranger, volunteer } from '../sample-people.spec.js';
import { activityDecider } from './activity.decider.js';
import type { ActivityClosed, BeneficiaryRecorded } from './activity.facts.js';
import { checkedIn, drafted, notice, published, signedUp } from './sample-activity.spec.js';

const given = specFor(activityDecider);
const record = (beneficiaries: readonly string[], at = notice.to, actor = leader) =>
  ({ type: 'RecordBeneficiaries', at, actor, data: { beneficiaries } }) as const;
const close = (at = notice.to, actor = leader) => ({ type: 'CloseActivity', at, actor, data: {} }) as const;
const served = (beneficiary: string): BeneficiaryRecorded => ({ type: 'BeneficiaryRecorded', data: { beneficiary } });
const closed = (data: Partial<ActivityClosed['data']> = {}): ActivityClosed => ({
  type: 'ActivityClosed',
  data: { people: 0, attendances: 0, volunteers: 0, withoutCheckOut: 0, ...data },
});

describe('recording beneficiaries', () => {
  it('records one fact per attendance', () =>
    given(drafted, published)
      .when(record(['a', 'b', 'a']))
      .then(served('a'), served('b'), served('a')));
  it('waits for the activity to begin', () =>
    given(drafted, published)
      .when(record(['a'], on18June('08:59')))
      .thenRefused('ACTIVITY_NOT_BEGUN'));
  it('is for the organiser and the staff', () =>
    given(drafted, published)
      .when(record(['a'], notice.to, stranger))
      .thenRefused('NOT_YOUR_ACTIVITY'));
  it('takes what one append can carry', () =>
    given(drafted, published)
      .when(record(Array.from({ length: 101 }, (_, index) => String(index))))
      .thenRefused('TOO_MANY_BENEFICIARIES', { most: 100 }));
});

describe('closing an activity', () => {
  it('states distinct people and attendances, both (F10)', () =>
    given(drafted, published, served('a'), served('b'), served('a'))
      .when(close())
      .then(closed({ people: 2, attendances: 3 })));
  it('states who came, and who did not check out', () =>
    given(drafted, published, ...signedUp(), ...signedUp('V11', 'H11'), ...signedUp('V12', 'H12'), checkedIn(), checkedIn(1, 'V11'), {
      type: 'CheckedOut',
      data: { volunteer: 'V11', visit: 1 },
    })
      .when(close())
      .then(closed({ volunteers: 2, withoutCheckOut: 1 })));
  it('waits for the end', () =>
    given(drafted, published)
      .when(close(on18June('11:29')))
      .thenRefused('ACTIVITY_NOT_OVER'));
  it('happens once, and ends the record', () => {
    given(drafted, published, closed()).when(close()).thenNothing();
    given(drafted, published, closed())
      .when(record(['a']))
      .thenRefused('ACTIVITY_CLOSED');
  });
  it('is for the organiser and the staff', () => given(drafted, published).when(close(notice.to, volunteer)).thenRefused('NOT_YOUR_ACTIVITY'));
});
