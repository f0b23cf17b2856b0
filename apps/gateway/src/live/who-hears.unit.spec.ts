import type { Role } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import type { LiveEvent } from './live-event.js';
import { hears, type Listener } from './who-hears.js';

const area = '430304900900';
const audience = {
  ...{ area, complainant: 'R1', handler: 'H1', handlerUnit: 'U-PM' },
  ...{ formerHandler: 'H0', formerUnit: 'U-OLD' },
};
const event = (name: string, category: string, change: Partial<LiveEvent> & { readonly area?: string } = {}): LiveEvent => ({
  ...{ name, category, recordedAt: 0, audience: undefined },
  ...change,
  data: {
    ...{ source: 'intake', position: 1, type: `cn.huying.${category}.${name}.v1`, stream: `${category}-1`, time: '', recordedat: '' },
    area: change.area ?? area,
  },
});
const accepted = event('CaseAccepted', 'case', { audience });
const as = (person: string, role: Role, place?: string, unit?: string): Listener => ({
  person,
  roles: [{ role, ...(place === undefined ? {} : { area: place }), ...(unit === undefined ? {} : { unit }) }],
});

describe('an event of a case is heard by', () => {
  it.each(['FQ', 'ACC', 'DIS', 'SEC', 'ST', 'REV', 'CBK', 'SUP', 'AUD'] as const)('a %s in whose area it is, and in no other', (role) => {
    expect(hears(as('P', role, area), accepted)).toBe(true);
    expect(hears(as('P', role, '430304'), accepted)).toBe(true);
    expect(hears(as('P', role, '430304900901'), accepted)).toBe(false);
    expect(hears(as('P', role), accepted)).toBe(false);
  });

  it('the resident who called, and no other resident', () => {
    expect(hears(as('R1', 'RES'), accepted)).toBe(true);
    expect(hears(as('R2', 'RES'), accepted)).toBe(false);
  });

  it('its handler and the lead of his unit within the area', () => {
    for (const role of ['HAN', 'VOL', 'LEA'] as const) expect(hears(as('H1', role, area), accepted)).toBe(true);
    expect(hears(as('H2', 'HAN', area), accepted)).toBe(false);
    expect(hears(as('L', 'HLD', area, 'U-PM'), accepted)).toBe(true);
    expect(hears(as('L', 'HLD', '430305', 'U-PM'), accepted)).toBe(false);
    expect(hears(as('L', 'HLD', area, 'U-OTHER'), accepted)).toBe(false);
    expect(hears(as('L', 'HLD', area), accepted)).toBe(false);
  });

  it('who had the order before, when it is taken from him, and of nothing else', () => {
    const returned = event('ReturnApproved', 'order', { audience });
    expect(hears(as('H0', 'HAN', area), returned)).toBe(true);
    expect(hears(as('L', 'HLD', area, 'U-OLD'), returned)).toBe(true);
    expect(hears(as('H0', 'HAN', area), accepted)).toBe(false);
  });

  it('officers alone while nobody knows whom it concerns', () => {
    const unknown = event('CaseAccepted', 'case');
    expect(hears(as('R1', 'RES'), unknown)).toBe(false);
    expect(hears(as('H1', 'HAN', area), unknown)).toBe(false);
    expect(hears(as('P', 'DIS', area), unknown)).toBe(true);
  });
});

describe('an inquiry', () => {
  it.each(['case', 'order'])('into a %s warns nobody but auditors', (category) => {
    const revealed = event('PiiRevealed', category, { audience });
    expect(hears(as('A', 'AUD', area), revealed)).toBe(true);
    for (const listener of [as('H1', 'HAN', area), as('R1', 'RES'), as('P', 'SEC', area), as('P', 'SUP', area)]) {
      expect(hears(listener, revealed)).toBe(false);
    }
  });
});

describe('other streams', () => {
  it('tell of a menu or policy wherever it counts, to staff', () => {
    const policy = event('PolicyAdopted', 'policy', { area: '430304' });
    expect(hears(as('P', 'DIS', area), policy)).toBe(true);
    expect(hears(as('P', 'DIS', '43'), policy)).toBe(true);
    expect(hears(as('P', 'DIS', '430305'), policy)).toBe(false);
    expect(hears(as('R1', 'RES'), policy)).toBe(false);
  });

  it('tell everybody of published activities, and of signing up only those who organise there', () => {
    expect(hears(as('R1', 'RES'), event('ActivityPublished', 'activity'))).toBe(true);
    expect(hears(as('R1', 'RES'), event('SignupSubmitted', 'activity'))).toBe(false);
    expect(hears(as('V', 'VOL', area), event('SignupSubmitted', 'activity'))).toBe(true);
  });

  it('tell auditors alone of imported histories', () => {
    expect(hears(as('A', 'AUD', area), event('ForeignActivityRecorded', 'foreign'))).toBe(true);
    expect(hears(as('P', 'SUP', area), event('ForeignActivityRecorded', 'foreign'))).toBe(false);
  });

  it.each(['resident', 'audit', 'kpi', 'toString', ''])('of category "%s" are heard by nobody', (category) => {
    for (const role of ['AUD', 'SUP', 'SEC', 'SYS'] as const) expect(hears(as('P', role, area), event('Any', category))).toBe(false);
  });
});
