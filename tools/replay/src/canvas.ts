import type { Ink } from './ink.js';
import type { Language } from './replay-arguments.js';

/** What an answer is drawn on. */
export interface Canvas {
  readonly lang: Language;
  readonly ink: Ink;
  /** Columns. */
  readonly width: number;
}

export const ruleOf = ({ ink, width }: Canvas): string => ink.faint('─'.repeat(Math.min(width, 100)));
