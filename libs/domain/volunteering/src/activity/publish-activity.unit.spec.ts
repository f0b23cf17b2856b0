import { specFor } from '@huying/testing';
import { describe, it } from 'vitest';
import { leader, on18June, secretary, secretaryElsewhere, stranger } from '../sample-people.spec.js';
import type { DraftActivity, PublishActivity } from './activity.commands.js';
import { activityDecider } from './activity.decider.js';
import { drafted, notice, published } from './sample-activity.spec.js';

const given = specFor(activityDecider);
const eve = '2026-06-17T10:00:00.000+08:00';
const { area, organiser, organiserPerson, ...plan } = drafted.data;
const draft = (actor = leader, change: Partial<DraftActivity['data']> = {}): DraftActivity => ({
  type: 'DraftActivity',
  at: eve,
  actor,
  data: { ...plan, organising: { area, organiser, organiserPerson }, ...change },
});
const publish = (change: Partial<PublishActivity> = {}, data = {}): PublishActivity => ({
  type: 'PublishActivity',
  at: eve,
  actor: secretary,
  data: { ...notice, ...data },
  ...change,
});
const cancel = (at = eve, actor = leader) => ({ type: 'CancelActivity', at, actor, data: { reason: '下雨' } }) as const;

describe('planning an activity', () => {
  it('is for the organiser and the staff', () => {
    given().when(draft()).then(drafted);
    given().when(draft(secretary)).then(drafted);
    given().when(draft(stranger)).thenRefused('NOT_YOUR_ACTIVITY');
  });
  it('needs a team', () =>
    given()
      .when(draft(leader, { organising: undefined }))
      .thenRefused('TEAM_NOT_FOUND'));
  it('refuses a name that owns up to back-filling', () =>
    given().when(draft(leader, { title: '三月活动补录' })).thenRefused('BACKFILL_BY_NAME'));
  it('keeps telephone numbers out of the title, full-width digits and gaps included', () =>
    given()
      .when(draft(leader, { title: '找我:１００ 1234-0010' }))
      .thenRefused('PERSONAL_DATA_IN_NOTICE', { field: 'title' }));
});

describe('publishing an activity', () => {
  it('states time, place, risks and capacity', () => given(drafted).when(publish()).then(published));
  it('is refused once it has started (F9)', () => {
    given(drafted)
      .when(publish({ at: notice.frm }))
      .thenRefused('ACTIVITY_ALREADY_STARTED');
    given(drafted)
      .when(publish({ at: on18June('08:59') }))
      .then(published);
  });
  it('is refused for a time that ends before it starts', () =>
    given(drafted)
      .when(publish({}, { to: notice.frm }))
      .thenRefused('ACTIVITY_ENDS_BEFORE_START'));
  it('is refused with the number of a person in any public text', () =>
    given(drafted)
      .when(publish({}, { risks: '联系 10012340010' }))
      .thenRefused('PERSONAL_DATA_IN_NOTICE', { field: 'risks' }));
  it('is not for the organiser, and not for another area', () => {
    given(drafted)
      .when(publish({ actor: leader }))
      .thenRefused('OUTSIDE_YOUR_AREA');
    given(drafted)
      .when(publish({ actor: secretaryElsewhere }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('needs a draft, once', () => {
    given().when(publish()).thenRefused('ACTIVITY_NOT_FOUND');
    given(drafted, published).when(publish()).thenRefused('ACTIVITY_ALREADY_PUBLISHED');
  });
});

describe('calling an activity off', () => {
  it('seals the reason', () =>
    given(drafted, published).when(cancel()).thenSealed({ part: 'reason', person: leader.person, value: '下雨' }));
  it('works on a draft', () => given(drafted).when(cancel()).then({ type: 'ActivityCancelled', data: {} }));
  it('comes too late once it has started', () =>
    given(drafted, published).when(cancel(notice.frm)).thenRefused('ACTIVITY_ALREADY_STARTED'));
  it('happens once', () => given(drafted, published, { type: 'ActivityCancelled', data: {} }).when(cancel()).thenNothing());
});
