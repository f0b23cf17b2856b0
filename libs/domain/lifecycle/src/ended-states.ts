import type { LifecycleState } from './lifecycle-table.js';

/** The states in which nobody works on a case any more: those that `lifecycle.json` calls closed or terminal (RULES §1.3). */
export const endedStates: readonly LifecycleState[] = ['S60', 'S61', 'S90', 'S91', 'S92', 'S93', 'S94', 'S95'];
