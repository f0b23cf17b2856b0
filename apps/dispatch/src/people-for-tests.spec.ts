import type { Actor } from '@huying/kernel';

export const area = '430304900900';
export const setup: Actor = { person: 'system:setup', role: 'SYS' };
export const dispatcher: Actor = { person: 'P03', role: 'DIS', unit: 'U-COM', area };
export const street: Actor = { person: 'P10', role: 'ST', unit: 'U-ST', area: '430304900' };
export const reviewer: Actor = { person: 'P07', role: 'REV', unit: 'U-COM', area };
export const steward: Actor = { person: 'P21', role: 'HAN', unit: 'U-PM', area };
export const otherSteward: Actor = { person: 'P22', role: 'HAN', unit: 'U-PM', area };
export const unitLead: Actor = { person: 'P20', role: 'HLD', unit: 'U-PM', area };
export const auditor: Actor = { person: 'P12', role: 'AUD', unit: 'U-AUD', area: '430304' };
