import type { Actor } from '@huying/kernel';
import { specFor } from '@huying/testing';
import { describe, it } from 'vitest';
import { postDecider, type AssignRole, type EndRole, type RoleAssigned, type RoleEnded } from './post.decider.js';

const at = '2026-03-02T09:00:00.000+08:00';
const secretary: Actor = { person: 'P01', role: 'SEC', unit: 'U-COM', area: '430304900900' };
const assignment = {
  post: 'K021',
  person: 'P21',
  role: 'HAN',
  unit: 'U-PM',
  title: '物管家',
  area: '430304900900',
  from: at,
  buildings: ['1', '2'],
} as const;
const assign = (change: Partial<AssignRole['data']> = {}, actor = secretary): AssignRole => ({
  type: 'AssignRole',
  at,
  actor,
  data: { ...assignment, ...change },
});
const end: EndRole = { type: 'EndRole', at, actor: secretary, data: { reason: '调离' } };
const assigned: RoleAssigned = { type: 'RoleAssigned', data: assignment };
const ended: RoleEnded = { type: 'RoleEnded', data: { post: 'K021', person: 'P21', to: at } };
const given = specFor(postDecider);

describe('assigning a role', () => {
  it('records the post in the clear and seals name and phone under the person', () => {
    const decided = given().when(assign({ name: '王某', phone: '10012345678' }));
    decided.then(assigned);
    decided.thenSealed({ part: 'name', person: 'P21', value: '王某' }, { part: 'phone', person: 'P21', value: '10012345678' });
  });
  it('is refused outside the area of the post of whoever assigns', () => {
    given()
      .when(assign({ area: '430304' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('is refused for a time gone by', () => {
    given()
      .when(assign({ from: '2026-03-01T09:00:00.000+08:00' }))
      .thenRefused('POST_BEGINS_IN_PAST');
  });
  it('is refused where the post is held, or has been: whoever follows gets his own', () => {
    given(assigned).when(assign()).thenRefused('POST_TAKEN');
    given(assigned, ended).when(assign()).thenRefused('POST_TAKEN');
  });
  it.each(['AUD', 'AUL'] as const)('lets no secretary appoint an auditor or the lead of auditors (%s)', (role) => {
    given().when(assign({ role })).thenRefused('AUDITOR_APPOINTED_BY_AUDITED');
  });
  it('lets the district supervisor appoint an auditor', () => {
    given()
      .when(assign({ role: 'AUD' }, { person: 'P11', role: 'SUP', area: '430304' }))
      .thenTypes('RoleAssigned');
  });
  it('lets the set-up of a deployment assign the first posts anywhere', () => {
    given()
      .when(assign({ role: 'SUP', area: '430304' }, { person: 'system:setup', role: 'SYS' }))
      .thenTypes('RoleAssigned');
  });
});

describe('ending a role', () => {
  it('records the moment and seals the reason', () => {
    const decided = given(assigned).when(end);
    decided.then(ended);
    decided.thenSealed({ part: 'reason', person: 'P21', value: '调离' });
  });
  it('changes nothing when it has ended', () => {
    given(assigned, ended).when(end).thenNothing();
  });
  it('is refused for a post that never was', () => {
    given().when(end).thenRefused('POST_NOT_FOUND');
  });
  it('is refused outside the area', () => {
    given(assigned)
      .when({ ...end, actor: { ...secretary, area: '430304900901' } })
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
});
