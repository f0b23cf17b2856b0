import { endedStates } from '@huying/domain-lifecycle';

/** States in which nobody works on a case any more, and that of an imported one. */
const ended: ReadonlySet<string> = new Set([...endedStates, 'closed']);

export const isEnded = (status: string): boolean => ended.has(status);
