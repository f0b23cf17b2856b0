import { area, leader, on18June, volunteer } from '../sample-people.spec.js';
import type { ActivityDrafted, ActivityPublished, CheckedIn, SignupApproved, SignupSubmitted } from './activity.facts.js';

/** The activity of these specs: 18 June, 09:00–11:30, two places. */
export const drafted: ActivityDrafted = {
  type: 'ActivityDrafted',
  data: { area, theme: 'environment', title: '清理楼道', team: 'T1', organiser: 'V29', organiserPerson: leader.person },
};
export const notice = {
  frm: on18June('09:00'),
  to: on18June('11:30'),
  place: '党群服务站',
  risks: '注意交通与防滑',
  information: '自带手套',
  capacity: 2,
};
export const published: ActivityPublished = {
  type: 'ActivityPublished',
  data: { theme: 'environment', organiser: 'V29', ...notice },
};
export const submitted = (id = 'V10', person = volunteer.person): SignupSubmitted => ({ type: 'SignupSubmitted', data: { volunteer: id, person } });
export const approved = (id = 'V10'): SignupApproved => ({ type: 'SignupApproved', data: { volunteer: id } });
export const signedUp = (id = 'V10', person = volunteer.person) => [submitted(id, person), approved(id)] as const;
export const checkedIn = (visit = 1, id = 'V10'): CheckedIn => ({ type: 'CheckedIn', data: { volunteer: id, visit } });
