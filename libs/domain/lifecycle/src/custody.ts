import type { Role } from '@huying/kernel';
import type { CombinedCase } from './combined-case.js';
import type { StateCode } from './state-code.js';

/** Who holds a case: a named person of a unit or post, or the desk of a role whose turn it is. */
export interface Custody {
  readonly role: Role;
  readonly unit?: string;
  readonly person?: string;
  readonly post?: string;
}

/** Who holds the case in this state; `undefined` once it is closed or withdrawn. */
export function custodyOf({ intake, dispatch }: CombinedCase, state: StateCode): Custody | undefined {
  switch (state) {
    case 'S00':
      return intake.status === 'absent' || intake.firstContact === undefined ? { role: 'FQ' } : { role: 'FQ', ...intake.firstContact.owner };
    case 'S10':
    case 'S21':
      return { role: 'DIS' };
    case 'S20':
    case 'S30':
      return 'assignee' in dispatch ? { role: 'HAN', ...dispatch.assignee } : { role: 'HAN' };
    case 'S40':
      return { role: 'REV' };
    case 'S50':
      return { role: 'CBK' };
    case 'S60':
    case 'S92':
      return undefined;
  }
}
