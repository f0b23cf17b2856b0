import { ProblemException } from '@huying/platform-nest';
import { describe, expect, it } from 'vitest';
import { actingRole } from './acting-role.js';
import type { HeldRole } from './held-roles.js';

const secretary: HeldRole = { role: 'SEC', unit: 'U-COM', area: '430304900900' };
const clerk: HeldRole = { role: 'ACC', unit: 'U-COM', area: '430304900900' };
const clerkElsewhere: HeldRole = { role: 'ACC', unit: 'U-OTHER', area: '430304900901' };
const auditor: HeldRole = { role: 'AUD', unit: 'U-AUDIT', area: '430304' };
const write = (allow: readonly string[] | 'anyone') => ({ allow, records: true });
const read = (allow: readonly string[] | 'anyone' | 'public') => ({ allow, records: false });
const codeOf = (role: HeldRole | ProblemException) => (role instanceof ProblemException ? role.code : role.role);

describe('the role that a person acts in', () => {
  it('is the first of the route that one of his posts gives', () => {
    expect(actingRole(write(['SEC', 'ACC']), [clerk, secretary], {})).toBe(secretary);
    expect(actingRole(write(['ACC', 'SEC']), [clerk, secretary], {})).toBe(clerk);
  });

  it('is resident only for who has nothing better, or says so', () => {
    expect(codeOf(actingRole(write(['RES', 'ACC']), [clerk], {}))).toBe('ACC');
    expect(codeOf(actingRole(write(['RES', 'ACC']), [clerk], { role: 'RES' }))).toBe('RES');
    expect(codeOf(actingRole(write(['RES', 'ACC']), [], {}))).toBe('RES');
  });

  it('is the one of the unit that he names', () => {
    expect(actingRole(write(['ACC']), [clerk, clerkElsewhere], { role: 'ACC', unit: 'U-OTHER' })).toBe(clerkElsewhere);
    expect(codeOf(actingRole(write(['ACC']), [clerk], { unit: 'U-NONE' }))).toBe('ROLE_NOT_HELD');
  });

  it('is his first post where any signed-in person may', () => {
    expect(codeOf(actingRole(read('anyone'), [secretary, clerk], {}))).toBe('SEC');
    expect(codeOf(actingRole(read('anyone'), [], {}))).toBe('RES');
  });

  it('is never one that he does not hold', () => {
    expect(codeOf(actingRole(write(['SEC']), [clerk], { role: 'SEC' }))).toBe('ROLE_NOT_HELD');
    expect(codeOf(actingRole(write(['SEC']), [clerk], { role: 'ACC' }))).toBe('NOT_ALLOWED');
    expect(codeOf(actingRole(write(['SYS']), [clerk], {}))).toBe('NOT_ALLOWED');
  });

  it('lets an auditor write nowhere but where auditors are named, whatever else he holds', () => {
    for (const wish of [{}, { role: 'RES' }, { role: 'SEC' }, { role: 'AUD' }]) {
      expect(codeOf(actingRole(write('anyone'), [auditor, secretary], wish))).toBe('AUDITOR_READS_ONLY');
      expect(codeOf(actingRole(write(['RES', 'SEC']), [auditor, secretary], wish))).toBe('AUDITOR_READS_ONLY');
    }
    expect(codeOf(actingRole(write(['SEC', 'AUD']), [auditor, secretary], {}))).toBe('AUD');
    expect(codeOf(actingRole(read(['SEC']), [auditor, secretary], {}))).toBe('SEC');
  });
});
