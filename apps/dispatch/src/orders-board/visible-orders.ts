import type { Actor } from '@huying/kernel';
import type { Conditions } from '@huying/platform-nest';

/**
 * Narrows a question to the orders that its asker may see: a handler his own, a unit's lead those of his unit, everybody else with a
 * post those of its area. Whoever has none sees nothing.
 */
export function visibleTo({ person, role, unit, area }: Actor, conditions: Conditions): Conditions {
  switch (role) {
    case 'HAN':
    case 'VOL':
    case 'LEA':
      return conditions.add([person], (at) => `person = ${at}`);
    case 'HLD':
      return inArea(
        conditions.add([unit ?? null], (at) => `unit = ${at}`),
        area,
      );
    case 'DIS':
    case 'ST':
    case 'SEC':
    case 'REV':
    case 'CBK':
    case 'SUP':
    case 'AUD':
      return inArea(conditions, area);
    case 'RES':
    case 'FQ':
    case 'ACC':
    case 'DEP':
    case 'AUL':
    case 'DPO':
    case 'SYS':
      return conditions.add([], () => 'false');
  }
}

/** A post without an area covers nothing. */
const inArea = (conditions: Conditions, area: string | undefined): Conditions =>
  conditions.add([area ?? null], (at) => `${at} <> '' AND starts_with(area, ${at})`);
