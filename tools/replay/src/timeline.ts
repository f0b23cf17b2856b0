import type { CaseReplayAnswer, ReplayFrame, RunningDeadline } from '@huying/contracts';
import { displayWidth, fit, harmless } from './display-width.js';
import { changeText } from './change-text.js';
import { duration } from './duration.js';
import { ruleOf, type Canvas } from './canvas.js';
import { custodyLines, readUpTo } from './footer.js';
import { clockTime, holderName } from './names.js';
import type { Language } from './replay-arguments.js';
import { fieldName, word } from './words.js';

/** A canvas divided into columns for one replay. */
interface Sheet extends Canvas {
  readonly isImported: boolean;
  readonly columns: { readonly time: number; readonly gap: number; readonly title: number };
}

/** Recorded so much later than it happened is worth telling. */
const lateMs = 60_000;
/** Told on lines of their own, or not news by themselves. */
const toldElsewhere = new Set(['status', 'holder', 'deadlines', 'activities', 'deadlinesSet', 'activity', 'area']);

/** The whole replay as lines of text. */
export function drawTimeline(replay: CaseReplayAnswer, canvas: Canvas): string {
  const { lang } = canvas;
  const rule = ruleOf(canvas);
  if (replay.frames.length === 0) return [...heading(replay, canvas), rule, word('nothing', lang), ''].join('\n');
  const sheet = divided(replay, canvas);
  return [
    ...heading(replay, canvas),
    rule,
    ...replay.frames.flatMap((frame, index) => drawFrame(frame, replay.frames[index - 1], index === replay.frames.length - 1, sheet)),
    rule,
    ...custodyLines(replay, canvas),
    ...readUpTo(replay, canvas),
    '',
  ].join('\n');
}

function heading(replay: CaseReplayAnswer, { lang, ink }: Canvas): readonly string[] {
  const { state, frames } = replay;
  const origin =
    replay.kind === 'native'
      ? word('native', lang)
      : `${word('imported', lang)} ${replay.source}${replay.originalCase === null ? '' : ` · ${word('number', lang)} ${harmless(replay.originalCase)}`}`;
  const title = `${word('case', lang)} ${replay.caseId}  ${origin}`;
  if (state === null) return [ink.strong(title)];
  const since = state.since === null ? '' : ` (${word('since', lang)} ${clockTime(state.since)})`;
  return [
    ink.strong(title),
    `${word('now', lang)} ${(state.open ? ink.warning : ink.good)(state.statusName[lang])}${since} · ${String(frames.length)} ${word('steps', lang)}` +
      (state.holder === null ? '' : ` · ${word('holder', lang)} ${holderName(state.holder, lang)}`),
    ...(replay.kind === 'imported' ? [ink.faint(recordedSpan(frames, lang))] : []),
    ink.faint(`${word('occurredBy', lang)} ${clockTime(replay.occurredBy)} · ${word('knownBy', lang)} ${clockTime(replay.knownBy)}`),
  ];
}

/** When the log took an imported case's rows. */
function recordedSpan(frames: readonly ReplayFrame[], lang: Language): string {
  const times = frames.map(({ event }) => clockTime(event.recordedAt)).sort();
  const [first = '', last = first] = [times[0], times.at(-1)];
  return `${word('recorded', lang)} ${first === last ? first : `${first} – ${last}`}`;
}

/** Columns as wide as their widest text; titles give way so that a doer still fits beside them. */
function divided({ frames, kind }: CaseReplayAnswer, canvas: Canvas): Sheet {
  const widest = (texts: readonly string[]): number => Math.max(...texts.map(displayWidth));
  const time = widest(frames.map(({ event }) => clockTime(event.occurredAt)));
  const gap = widest(frames.map(({ sinceLastMs }) => gapText(sinceLastMs, canvas.lang)));
  const doer = Math.min(38, widest(frames.map((frame) => harmless(doerName(frame)))));
  const room = Math.max(30, canvas.width - time - gap - doer - 9);
  const title = Math.min(room, widest(frames.map((frame) => harmless(frame.title[canvas.lang]))));
  return { ...canvas, isImported: kind === 'imported', columns: { time, gap, title } };
}

function drawFrame(frame: ReplayFrame, last: ReplayFrame | undefined, isLast: boolean, sheet: Sheet): readonly string[] {
  const { lang, ink, columns } = sheet;
  const moved = frame.before?.status !== frame.after?.status;
  const head = [
    moved ? ink.good('●') : ink.faint('○'),
    String(frame.n).padStart(3),
    fit(clockTime(frame.event.occurredAt), columns.time),
    ink.faint(fit(gapText(frame.sinceLastMs, lang), columns.gap)),
    ink.strong(fit(harmless(frame.title[lang]), columns.title)),
    harmless(doerName(frame)),
  ].join(' ');
  const stem = isLast ? '  ' : ink.faint('│ ');
  const details = detailsOf(frame, last, sheet).map((line) => `${stem}    ${line}`);
  return [head.trimEnd(), ...details];
}

/** Since the step before: a fact that was recorded later but happened earlier stands with a minus. */
function gapText(sinceLastMs: number | null, lang: Language): string {
  if (sinceLastMs === null) return '';
  return sinceLastMs >= 1000 ? `+${duration(sinceLastMs, lang)}` : duration(sinceLastMs, lang);
}

function detailsOf(frame: ReplayFrame, last: ReplayFrame | undefined, { lang, ink, width, isImported }: Sheet): readonly string[] {
  const lines: string[] = [];
  const tell = (name: string, text: string): void => {
    lines.push(`${ink.faint(fit(name, 8))} ${text}`);
  };
  if (frame.after !== null && frame.before?.status !== frame.after.status)
    tell(word('status', lang), `${frame.before === null ? '' : `${frame.before.statusName[lang]} → `}${frame.after.statusName[lang]}`);
  if (JSON.stringify(frame.holder) !== JSON.stringify(last?.holder ?? null))
    tell(word('holds', lang), frame.holder === null ? word('nobody', lang) : holderName(frame.holder, lang));
  for (const deadline of newDeadlines(frame, last)) tell(word('due', lang), deadlineText(deadline, { lang, ink }));
  const changed = frame.changes.filter(({ field }) => !toldElsewhere.has(field));
  const changes = changed.map(({ field, from, to }) => `${fieldName(field, lang)} ${changeText(from, to)}`).join('  ');
  if (frame.n > 1 && changed.length > 0) tell(word('changed', lang), fit(harmless(changes), Math.max(40, width - 16)).trimEnd());
  const { cause, occurredAt, recordedAt } = frame.event;
  if (cause !== null) tell(word('cause', lang), `${cause.source}:${String(cause.position)}`);
  // What an import brought was recorded long after; the heading says when.
  if (!isImported && Date.parse(recordedAt) - Date.parse(occurredAt) > lateMs)
    tell(word('recorded', lang), ink.faint(clockTime(recordedAt)));
  return lines;
}

/** Deadlines that began with this step, and those that are first seen overdue at it. */
function newDeadlines(frame: ReplayFrame, last: ReplayFrame | undefined): readonly RunningDeadline[] {
  const known = new Set((last?.deadlines ?? []).map(({ timer, due, overdue }) => `${timer} ${due} ${String(overdue)}`));
  return frame.deadlines.filter(({ timer, due, overdue }) => !known.has(`${timer} ${due} ${String(overdue)}`));
}

function deadlineText({ name, due, overdue, provisional }: RunningDeadline, { lang, ink }: Pick<Canvas, 'lang' | 'ink'>): string {
  const marks = [...(provisional ? [word('provisional', lang)] : []), ...(overdue ? [ink.bad(word('overdue', lang))] : [])];
  return [`${name[lang]} ${clockTime(due)}`, ...marks].join(' · ');
}

const doerName = ({ by: { person, role, unit } }: ReplayFrame): string => [person, role, unit].filter((part) => part !== null).join(' · ');
