import type { CaseDifferenceAnswer, StreamDifferenceAnswer } from '@huying/contracts';
import { ruleOf, type Canvas } from './canvas.js';
import { readUpTo } from './footer.js';
import { clockTime } from './names.js';
import { changeLines, eventLine, standingText } from './state-lines.js';
import { word } from './words.js';

/** What tells two states of a case or a stream apart, as lines of text. */
export function drawDifference(answer: CaseDifferenceAnswer | StreamDifferenceAnswer, canvas: Canvas): string {
  const { lang, ink } = canvas;
  const { from, to, changes, added, removed } = answer;
  const title = 'caseId' in answer ? `${word('case', lang)} ${answer.caseId}` : `${answer.kind[lang]} ${answer.stream}`;
  const side = (mark: string, { occurredBy, knownBy, state, foldedEvents }: typeof from): string =>
    `${mark} ${word('occurredBy', lang)} ${clockTime(occurredBy)} · ${word('knownBy', lang)} ${clockTime(knownBy)}: ` +
    `${standingText(state, canvas)} · ${String(foldedEvents)} ${word('steps', lang)}`;
  const list = (mark: string, events: typeof added): readonly string[] => events.map((event) => `${mark} ${eventLine(event, canvas)}`);
  return [
    ink.strong(title),
    side('A', from),
    side('B', to),
    ruleOf(canvas),
    ...(changes.length === 0 ? [ink.faint(word('same', lang))] : changeLines(changes, canvas)),
    ...(added.length + removed.length === 0 ? [] : [ink.strong(word('by-events', lang))]),
    ...list('+', added),
    ...list('−', removed),
    ruleOf(canvas),
    ...readUpTo(answer, canvas),
    '',
  ].join('\n');
}
