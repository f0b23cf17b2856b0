import type { CaseKnowledgeAnswer } from '@huying/contracts';
import { ruleOf, type Canvas } from './canvas.js';
import { readUpTo } from './footer.js';
import { clockTime, holderName } from './names.js';
import { eventLine, standingText } from './state-lines.js';
import { word } from './words.js';

/** What whoever decided an event knew of its case, as lines of text. */
export function drawKnowledge(answer: CaseKnowledgeAnswer, canvas: Canvas): string {
  const { lang, ink } = canvas;
  const { caseId, event, seen, state, knownEvents, unseen } = answer;
  const read = Object.entries(seen).map(([source, position]) => `${source}:${String(position)}`);
  return [
    ink.strong(`${word('case', lang)} ${caseId}`),
    eventLine(event, canvas),
    ink.faint(`${word('recorded', lang)} ${clockTime(event.recordedAt)}`),
    ruleOf(canvas),
    `${word('had-read', lang)} ${read.join(' ')} · ${String(knownEvents)} ${word('steps', lang)}`,
    `${word('to-him', lang)} ${standingText(state, canvas)}${state?.holder == null ? '' : ` · ${word('holder', lang)} ${holderName(state.holder, lang)}`}`,
    ...(state?.deadlines ?? []).map(({ name, due, overdue }) =>
      [`${word('due', lang)} ${name[lang]} ${clockTime(due)}`, ...(overdue ? [ink.bad(word('overdue', lang))] : [])].join(' · '),
    ),
    unseen.length === 0 ? ink.good(word('nothing-unseen', lang)) : ink.warning(`${String(unseen.length)} ${word('unseen', lang)}`),
    ...unseen.map((one) => `  ${eventLine(one, canvas)}`),
    ruleOf(canvas),
    ...readUpTo(answer, canvas),
    '',
  ].join('\n');
}
