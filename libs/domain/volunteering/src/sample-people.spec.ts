import type { Actor } from '@huying/kernel';

/** The people of these specs. */
export const area = '430304900900';
export const secretary: Actor = { person: 'P01', role: 'SEC', area: '430304' };
export const secretaryElsewhere: Actor = { person: 'P99', role: 'SEC', area: '430302' };
export const leader: Actor = { person: 'H029', role: 'LEA' };
export const volunteer: Actor = { person: 'H010', role: 'VOL' };
export const stranger: Actor = { person: 'H099', role: 'VOL' };
/** A moment of 18 June 2026 in Shanghai. */
export const on18June = (time: string): string => `2026-06-18T${time}:00.000+08:00`;
