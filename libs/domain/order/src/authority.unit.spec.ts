import type { Actor } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import { notTheHandler } from './authority.js';

const area = '430304900900';
const order = {
  assignee: { unit: 'U-PM', person: 'P21' },
  matter: {
    area,
    type: 'REPAIR',
    service: 'drain',
    priority: 'normal',
    place: { grid: 'G1', building: '1' },
    contact: 'phone',
    keyHolder: 'R001',
  },
} as const;
const codeFor = (actor: Actor) => notTheHandler(actor, order)?.refusal.code;

describe('the handler of an order', () => {
  it('is the assigned person, as handler or volunteer, or the lead of his unit', () => {
    expect(codeFor({ person: 'P21', role: 'HAN', unit: 'U-PM', area })).toBeUndefined();
    expect(codeFor({ person: 'P21', role: 'VOL' })).toBeUndefined();
    expect(codeFor({ person: 'P20', role: 'HLD', unit: 'U-PM', area })).toBeUndefined();
  });
  it('is nobody else', () => {
    expect(codeFor({ person: 'P22', role: 'HAN', unit: 'U-PM', area })).toBe('NOT_THE_HANDLER');
    expect(codeFor({ person: 'P30', role: 'HLD', unit: 'U-POL', area })).toBe('NOT_THE_HANDLER');
  });
  it('acts by a post of the order’s area: a unit of the same name elsewhere is another unit', () => {
    expect(codeFor({ person: 'P77', role: 'HLD', unit: 'U-PM', area: '430304901001' })).toBe('OUTSIDE_YOUR_AREA');
    expect(codeFor({ person: 'P21', role: 'HAN', unit: 'U-PM', area: '430304901001' })).toBe('OUTSIDE_YOUR_AREA');
  });
});
