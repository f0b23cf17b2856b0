import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '@huying/kernel';
import type { RegisterCase } from './case-commands.js';
import { contactWishes } from './case-vocabulary.js';
import { area, assigned, at, atS00, clerk, colleague, firstContact, given, handler, owner, registered, resident, system } from './case-story.spec.js';

const data: RegisterCase['data'] = {
  ...{ caseId: 'c1', area, service: 'LAMP', choice: { menu: 'm1', type: 'REPAIR' }, channel: 'online', place: { building: 'B3' } },
  ...{ contact: 'phone', resident: { name: '李小明', phone: '10059077769' }, words: '三楼的灯坏了', onDuty: owner },
};
const register = (change: Partial<RegisterCase['data']> = {}, actor = resident): RegisterCase => ({
  type: 'RegisterCase',
  at,
  actor,
  data: { ...data, ...change },
});
const without = (...names: (keyof RegisterCase['data'])[]): RegisterCase => ({
  ...register(),
  data: Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name as keyof RegisterCase['data']))) as unknown as RegisterCase['data'],
});

describe('registering a case (RULES §1.4 T01)', () => {
  it('fixes the first-contact owner in the same append (I1): online, the post on duty', () => {
    given().when(register()).then(registered(), assigned);
  });
  it('falls back to the area’s default post where nobody is on duty', () => {
    const { decision } = given().when({ ...without('onDuty'), data: { ...without('onDuty').data, byDefault: colleague } });
    expect(decision).toMatchObject({ facts: [{}, { data: { ...colleague, basis: 'default' } }] });
  });
  it('is the asked officer’s own, when somebody was asked', () => {
    const { decision } = given().when(register({ channel: 'counter', complainant: 'R022' }, clerk));
    expect(decision).toMatchObject({ facts: [{}, { data: { person: 'P-ACC', unit: 'U-HUB', basis: 'asked' } }] });
  });
  it('is refused where nobody would answer for it', () => {
    given().when(without('onDuty')).thenRefused('NO_FIRST_CONTACT', { area });
  });
  it('seals words, contact and spot under the resident’s key', () => {
    given()
      .when(register({ spot: '302室' }))
      .thenSealed(
        { part: 'words', person: 'R022', value: '三楼的灯坏了' },
        { part: 'contact', person: 'R022', value: { name: '李小明', phone: '10059077769' } },
        { part: 'spot', person: 'R022', value: '302室' },
      );
  });
  it('seals under a key of the case where nobody is named', () => {
    given()
      .when({ ...without('resident'), actor: firstContact, data: { ...without('resident').data, contact: 'anonymous' } })
      .thenSealed({ part: 'words', person: 'case:c1', value: '三楼的灯坏了' });
  });
  it('takes only what the adopted menu offers', () => {
    given().when(without('choice')).thenRefused('SERVICE_NOT_IN_MENU', { service: 'LAMP' });
  });
  it('needs somebody to contact, or a reason to contact nobody', () => {
    given().when(without('resident')).thenRefused('CONTACT_REQUIRED');
    given().when(register({ contact: 'anonymous' }, clerk)).thenRefused('CONTACT_NOT_WANTED');
    given().when(register({ contact: 'staff-found' })).thenRefused('CONTACT_WISH_NOT_YOURS');
  });
  it('is for residents, first-contact officers and clerks of the area, and the system', () => {
    given().when(register({}, handler)).thenRefused('ROLE_NOT_ALLOWED');
    given().when(register({}, { ...clerk, area: '430304901' })).thenRefused('OUTSIDE_YOUR_AREA');
    given().when(register({}, system)).thenTypes('CaseRegistered', 'FirstContactAssigned');
  });
  it('changes nothing when it is repeated', () => {
    given(...atS00).when(register()).thenNothing();
  });
  it('never registers without a first-contact owner, whoever asks, however', () => {
    const wish = fc.constantFrom(...contactWishes);
    fc.assert(
      fc.property(fc.constantFrom(...roles), wish, fc.boolean(), fc.boolean(), (role, contact, duty, fallback) => {
        const command = { ...register(), actor: { ...clerk, role }, data: { ...without('onDuty').data, contact, ...(duty ? { onDuty: owner } : {}), ...(fallback ? { byDefault: colleague } : {}) } };
        const { decision } = given().when(command);
        if (decision.kind === 'happened') expect(decision.facts.map(({ type }) => type)).toEqual(['CaseRegistered', 'FirstContactAssigned']);
      }),
    );
  });
});
