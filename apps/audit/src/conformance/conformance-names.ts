import type { DeviationKind, Named, NamedState, NamedStep } from '@huying/contracts';
import { lifecycleTable, type LifecycleState } from '@huying/domain-lifecycle';
import { inWords, stateName } from '../case-folds/names.js';

export const kindNames: Readonly<Record<DeviationKind, Named>> = {
  'left-out': { zh: '缺少步骤', en: 'Left out' },
  doubled: { zh: '步骤重复', en: 'Doubled' },
  'out-of-order': { zh: '顺序颠倒', en: 'Out of order' },
  'not-allowed': { zh: '当时状态不允许', en: 'Not allowed in that state' },
  'wrong-role': { zh: '角色不符', en: 'Not allowed to that role' },
};

/** Why an imported case is not judged. */
export const noLifecycle: Named = {
  zh: '导入的案件遵循其来源系统的流程，本系统没有该流程，故不作判断',
  en: 'An imported case follows the lifecycle of its own system, which is not known here, so it is not judged',
};

export function namedStep(event: string, transition: string | undefined): NamedStep {
  const zh = lifecycleTable.find((row) => row.event === event)?.zh ?? event;
  return { event, name: { zh, en: inWords(event) }, transition: transition ?? null };
}

export const namedState = (state: LifecycleState): NamedState => ({ status: state, statusName: stateName(state) });
