import type { FieldChange, HistoryEntry, Named } from '@huying/contracts';
import type { Canvas } from './canvas.js';
import { changeText } from './change-text.js';
import { fit, harmless } from './display-width.js';
import { clockTime } from './names.js';
import { fieldName, word } from './words.js';

type Header = Omit<HistoryEntry, 'data' | 'sealed' | 'digest'>;

/** One event on a line: where it stands, when it happened, what it was, who did it. */
export function eventLine({ source, position, name, occurredAt, actor }: Header, { lang, ink }: Canvas): string {
  const place = fit(`${source}:${String(position)}`, 18);
  const doer = [actor.person, actor.role, actor.unit].filter((part) => part !== null).join(' · ');
  return `${ink.faint(place)} ${clockTime(occurredAt)} ${ink.strong(harmless(name[lang]))} ${harmless(doer)}`;
}

/** What changed, a line for each member. */
export const changeLines = (changes: readonly FieldChange[], { lang, ink, width }: Canvas): readonly string[] =>
  changes.map(
    ({ field, from, to }) =>
      `${ink.faint(fit(fieldName(field, lang), 12))} ${fit(harmless(changeText(from, to)), Math.max(40, width - 16)).trimEnd()}`,
  );

export const standingText = (state: { readonly statusName: Named } | null, { lang, ink }: Canvas): string =>
  state === null ? ink.faint(word('nothing', lang)) : state.statusName[lang];
