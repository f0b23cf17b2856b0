import { aThursdayMorning as at, specFor } from '@huying/testing';
import { describe, expect, it } from 'vitest';
import { area, secretary, secretaryElsewhere, stranger, volunteer } from '../sample-people.spec.js';
import { volunteerDecider } from './volunteer.decider.js';
import type { VolunteerRegistered } from './volunteer.facts.js';

const given = specFor(volunteerDecider);
const data = { person: volunteer.person, area, retiredMember: true };
const registered: VolunteerRegistered = { type: 'VolunteerRegistered', data };
const register = (actor = volunteer, change = {}) =>
  ({ type: 'RegisterVolunteer', at, actor, data: { ...data, name: '何十', phone: '10012340010', ...change } }) as const;

describe('registering a volunteer', () => {
  it('records who serves, without name and telephone', () => given().when(register()).then(registered));
  it('seals name and telephone under the person', () =>
    given()
      .when(register())
      .thenSealed({ part: 'name', person: 'H010', value: '何十' }, { part: 'phone', person: 'H010', value: '10012340010' }));
  it('is open at the counter, to staff of the area', () => given().when(register(secretary)).then(registered));
  it('is not for staff of another area', () => given().when(register(secretaryElsewhere)).thenRefused('OUTSIDE_YOUR_AREA'));
  it('is not for one volunteer to do to another', () => given().when(register(stranger)).thenRefused('OUTSIDE_YOUR_AREA'));
  it('changes nothing the second time', () => given(registered).when(register()).thenNothing());
  it('is refused to who serves in another area already', () =>
    given(registered).when(register(secretary, { area: '430304900901' })).thenRefused('ALREADY_A_VOLUNTEER'));
  it('folds to a volunteer without hours', () => {
    expect(given(registered).state).toEqual({ status: 'registered', person: 'H010', area, records: {} });
  });
});
