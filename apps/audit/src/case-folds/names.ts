import { eventTypes, type Named } from '@huying/contracts';
import type { TimerId } from '@huying/domain-deadline';

/** The states of `lifecycle.json`, and the two that an imported case has. */
const states: Readonly<Record<string, Named>> = {
  S00: { zh: '已登记', en: 'Registered' },
  S01: { zh: '待复核(不予受理)', en: 'Non-acceptance under review' },
  S10: { zh: '已受理', en: 'Accepted' },
  S20: { zh: '已派单待签收', en: 'Dispatched, awaiting sign-off' },
  S21: { zh: '退单待审', en: 'Return under review' },
  S30: { zh: '办理中', en: 'In progress' },
  S31: { zh: '终止办理待审', en: 'Termination under review' },
  S32: { zh: '挂账', en: 'Suspended on account' },
  S40: { zh: '已报办结待审核', en: 'Completion reported' },
  S50: { zh: '待回访', en: 'Awaiting callback' },
  S60: { zh: '已结案', en: 'Closed' },
  S61: { zh: '已归档', en: 'Archived' },
  S90: { zh: '不予受理', en: 'Not accepted' },
  S91: { zh: '已移送', en: 'Transferred out (110/119/120/122 or statutory channel)' },
  S92: { zh: '已撤单', en: 'Withdrawn by resident' },
  S93: { zh: '已并单', en: 'Merged into lead case' },
  S94: { zh: '终止办理', en: 'Terminated' },
  S95: { zh: '已作废', en: 'Voided (registration error)' },
  open: { zh: '办理中', en: 'Open' },
  closed: { zh: '已办结', en: 'Closed' },
};

const timers: Readonly<Record<TimerId | 'deadline' | 'planned-end', Named>> = {
  TM01: { zh: '首问登记', en: 'First-contact registration' },
  TM02: { zh: '受理', en: 'Acceptance' },
  TM03: { zh: '紧急移送', en: 'Emergency transfer' },
  TM04: { zh: '不予受理复核', en: 'Review of non-acceptance' },
  TM05: { zh: '派单', en: 'Dispatch' },
  TM06: { zh: '签收', en: 'Sign-off' },
  TM07: { zh: '先行联系', en: 'First contact' },
  TM08: { zh: '办结', en: 'Completion' },
  TM09: { zh: '退单窗口', en: 'Return window' },
  TM10: { zh: '退单审核', en: 'Review of a return' },
  TM11: { zh: '回访', en: 'Callback' },
  TM12: { zh: '审核', en: 'Review of completion' },
  TM13: { zh: '重办', en: 'Rework' },
  TM14: { zh: '挂账复查', en: 'Review of a suspension' },
  TM15: { zh: '终止审核', en: 'Review of a termination' },
  TM16: { zh: '归档', en: 'Archiving' },
  deadline: { zh: '办理期限', en: 'Deadline' },
  'planned-end': { zh: '计划办结', en: 'Planned end' },
};

export const stateName = (code: string): Named => states[code] ?? { zh: code, en: code };

export const timerName = (timer: TimerId | 'deadline' | 'planned-end'): Named => timers[timer];

/** What people call an event type: the registry's Chinese name, and its own name in words. */
export function eventName(type: string): Named {
  const known = eventTypes.get(type);
  return known === undefined ? { zh: type, en: type } : { zh: known.zh, en: inWords(known.name) };
}

/** `CaseRegistered` → `Case registered`. */
export const inWords = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
