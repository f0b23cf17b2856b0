import { routes } from '@huying/contracts';
import { ProblemException } from '@huying/platform-nest';
import { describe, expect, it } from 'vitest';
import { actingRole } from './authority/acting-role.js';

const auditor = { role: 'AUD', unit: 'U-AUDIT', area: '430304' } as const;
const alsoSecretary = { role: 'SEC', unit: 'U-COM', area: '430304900900' } as const;
/** What an auditor may record: that he has read (RULES §1.1, I5). */
const recordsOfReading = /\/reveal$|^\/v1\/audit\//;

describe('an auditor, on every route of the public API', () => {
  it.each(routes.filter(({ method }) => method !== 'GET'))('changes nothing by $method $path', (row) => {
    const roles = [{}, { role: 'RES' }, { role: 'SEC' }, { role: 'AUD' }].map((wish) => actingRole(row, [auditor, alsoSecretary], wish));

    const allowed = roles.filter((role) => !(role instanceof ProblemException));
    if (recordsOfReading.test(row.path))
      expect(allowed.every((role) => !(role instanceof ProblemException) && role.role === 'AUD')).toBe(true);
    else expect(allowed).toStrictEqual([]);
  });

  it.each(routes.filter(({ records }) => records))('changes nothing by $method $path as the lead of an audit unit either', (row) => {
    const lead = { role: 'AUL', unit: 'U-AUDIT', area: '430304' } as const;
    for (const wish of [{}, { role: 'RES' }, { role: 'SEC' }, { role: 'AUL' }])
      expect(actingRole(row, [lead, alsoSecretary], wish)).toBeInstanceOf(ProblemException);
  });

  it('meets no route that changes something without being marked so', () => {
    expect(routes.filter(({ method, records }) => method !== 'GET' && !records)).toStrictEqual([]);
  });
});
