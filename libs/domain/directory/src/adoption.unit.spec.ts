import { defaultPolicy } from '@huying/domain-deadline';
import type { Actor } from '@huying/kernel';
import { specFor } from '@huying/testing';
import { describe, expect, it } from 'vitest';
import { inForce, type Adoption } from './adoption.js';
import { calendarDecider, type AdoptCalendar } from './calendar-adoption.decider.js';
import { policyDecider, type AdoptPolicy, type PolicyVersionAdopted } from './policy-adoption.decider.js';

const at = '2026-01-04T09:00:00.000+08:00';
const street: Actor = { person: 'P10', role: 'ST', unit: 'U-ST', area: '430304900' };
const v0: AdoptPolicy['data'] = {
  area: '430304900900',
  version: 'v0',
  digest: 'a'.repeat(64),
  effectiveFrom: at,
  policy: defaultPolicy,
};
const adopt = (data: AdoptPolicy['data'], actor = street): AdoptPolicy => ({ type: 'AdoptPolicy', at, actor, data });
const adopted: PolicyVersionAdopted = { type: 'PolicyVersionAdopted', data: v0 };
const given = specFor(policyDecider);

describe('adopting a deadline policy', () => {
  it('records the whole policy with its digest', () => {
    given().when(adopt(v0)).then(adopted);
  });
  it('changes nothing when the version is adopted already', () => {
    given(adopted).when(adopt(v0)).thenNothing();
  });
  it('is refused where the version has been adopted with other contents', () => {
    given(adopted)
      .when(adopt({ ...v0, digest: 'b'.repeat(64) }))
      .thenRefused('VERSION_MEANS_SOMETHING_ELSE', { version: 'v0' });
  });
  it('is refused outside the area of the post', () => {
    given()
      .when(adopt({ ...v0, area: '430302' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('is refused for a wider area than the post covers', () => {
    given()
      .when(adopt({ ...v0, area: '430304' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
  it('is refused with every fault of the policy named', () => {
    given()
      .when(adopt({ ...v0, policy: { ...defaultPolicy, version: 'v1', dayEnds: '25:00' } }))
      .thenRefused('CONTENTS_FAULTY', {
        faults: ['policy.version: differs from the version adopted', 'businessHours, dayEnds: times are HH:MM, up to 24:00'],
      });
  });
});

describe('adopting a calendar', () => {
  const data: AdoptCalendar['data'] = {
    area: '430304900',
    version: 'v1',
    digest: 'c'.repeat(64),
    effectiveFrom: at,
    source: { url: 'https://www.gov.cn/notice', publishedAt: '2025-11-04T00:00:00.000+08:00' },
    years: [2026],
    offDays: ['2026-01-01'],
    makeUpDays: ['2026-01-04'],
  };
  const givenCalendar = specFor(calendarDecider);
  const command = (change: Partial<AdoptCalendar['data']> = {}): AdoptCalendar => ({
    type: 'AdoptCalendar',
    at,
    actor: street,
    data: { ...data, ...change },
  });
  it('records its days and the notice that published them', () => {
    givenCalendar().when(command()).then({ type: 'CalendarVersionAdopted', data });
  });
  it('is refused where a day does not exist', () => {
    givenCalendar()
      .when(command({ offDays: ['2026-02-30'] }))
      .thenRefused('CONTENTS_FAULTY', { faults: ['2026-02-30: no such day'] });
  });
});

describe('what is in force', () => {
  const adoption = (version: string, area: string, effectiveFrom = at): Adoption => ({ version, area, effectiveFrom, digest: '' });
  const district = adoption('district', '430304');
  const community = adoption('community', '430304900900');
  const later = adoption('later', '430304', '2026-06-01T00:00:00.000+08:00');
  const versionAt = (adoptions: readonly Adoption[], moment: string) => inForce(adoptions, '430304900900', moment)?.version;

  it('is nothing before the first adoption', () => {
    expect(versionAt([], at)).toBeUndefined();
    expect(versionAt([district], '2026-01-03T00:00:00.000+08:00')).toBeUndefined();
  });
  it('is the version of the nearest area', () => {
    expect(versionAt([community, district], at)).toBe('community');
    expect(inForce([community, district], '430304901001', at)?.version).toBe('district');
  });
  it('is the one adopted last, once it has begun', () => {
    expect(versionAt([district, later], at)).toBe('district');
    expect(versionAt([district, later], '2026-06-01T00:00:00.000+08:00')).toBe('later');
  });
});
