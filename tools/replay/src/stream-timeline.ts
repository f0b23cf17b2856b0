import type { StreamFrame, StreamReplayAnswer } from '@huying/contracts';
import { ruleOf, type Canvas } from './canvas.js';
import { readUpTo } from './footer.js';
import { clockTime } from './names.js';
import { changeLines, eventLine, standingText } from './state-lines.js';
import { word } from './words.js';

/** The replay of a stream as lines of text. */
export function drawStreamTimeline(replay: StreamReplayAnswer, canvas: Canvas): string {
  const { lang, ink } = canvas;
  const { stream, kind, source, occurredBy, knownBy, frames, state } = replay;
  return [
    ink.strong(`${kind[lang]} ${stream}  ${source}`),
    `${word('now', lang)} ${standingText(state, canvas)} · ${String(frames.length)} ${word('steps', lang)}`,
    ink.faint(`${word('occurredBy', lang)} ${clockTime(occurredBy)} · ${word('knownBy', lang)} ${clockTime(knownBy)}`),
    ruleOf(canvas),
    ...frames.flatMap((frame) => drawFrame(frame, canvas)),
    ruleOf(canvas),
    ...readUpTo(replay, canvas),
    '',
  ].join('\n');
}

function drawFrame({ n, event, before, after, changes }: StreamFrame, canvas: Canvas): readonly string[] {
  const { lang, ink } = canvas;
  const moved = before?.status !== after?.status;
  const from = before === null ? '' : `${before.statusName[lang]} → `;
  const told = changes.filter(({ field }) => field !== 'status');
  return [
    `${moved ? ink.good('●') : ink.faint('○')} ${String(n).padStart(3)} ${eventLine(event, canvas)}`,
    ...(moved && after !== null ? [`      ${ink.faint(word('status', lang))} ${from}${after.statusName[lang]}`] : []),
    // What a first event brought is all there is; the rest tells what it changed.
    ...(n === 1 ? [] : changeLines(told, canvas).map((line) => `      ${line}`)),
    ...(Date.parse(event.recordedAt) - Date.parse(event.occurredAt) > 60_000
      ? [`      ${ink.faint(`${word('recorded', lang)} ${clockTime(event.recordedAt)}`)}`]
      : []),
  ];
}
