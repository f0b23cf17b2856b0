import type { CaseReplayAnswer, StreamAnswer } from '@huying/contracts';
import type { Canvas } from './canvas.js';
import { displayWidth, fit } from './display-width.js';
import { duration } from './duration.js';
import { clockTime, holderName } from './names.js';
import { unheldReason, word } from './words.js';

type Custody = Pick<CaseReplayAnswer, 'custody' | 'unheld' | 'totalMs'>;
type Unheld = CaseReplayAnswer['unheld'][number];

/** How long each holder held the case, when nobody did and why, and the sum of both: no second is left out. */
export function custodyLines({ custody, unheld, totalMs }: Custody, { lang, ink }: Canvas): readonly string[] {
  const rows = [
    ...custody.map(({ holder, heldMs }) => [holderName(holder, lang), heldMs] as const),
    ...joined(unheld).map(
      ({ reason, from, to, ms }) => [`${unheldReason(reason, lang)} ${clockTime(from)} – ${clockTime(to)}`, ms] as const,
    ),
  ];
  if (rows.length === 0) return [];
  const sum = [word('total', lang), totalMs] as const;
  const width = Math.max(...[...rows, sum].map(([name]) => displayWidth(name)));
  const line = ([name, ms]: readonly [string, number]): string => `  ${fit(name, width)}  ${duration(ms, lang)}`;
  return [ink.strong(word('custody', lang)), ...rows.map(line), ink.faint(`${line(sum)} (${seconds(totalMs)} s)`)];
}

/** Stretches of one reason that follow one another are one. */
function joined(stretches: readonly Unheld[]): readonly Unheld[] {
  const whole: Unheld[] = [];
  for (const next of stretches) {
    const last = whole.at(-1);
    if (last !== undefined && last.reason === next.reason && Date.parse(last.to) === Date.parse(next.from))
      whole[whole.length - 1] = { ...last, to: next.to, ms: last.ms + next.ms };
    else whole.push(next);
  }
  return whole;
}

/** `93784.120`, without the noise of a whole number. */
const seconds = (ms: number): string => (ms / 1_000).toFixed(3).replace(/\.?0+$/, '');

/** Up to where the logs were read, what is erased, and what waits that could change the answer. */
export function readUpTo(
  { positions, erased, parked }: Pick<StreamAnswer, 'positions' | 'erased' | 'parked'>,
  { lang, ink }: Canvas,
): readonly string[] {
  const read = Object.entries(positions).map(([source, position]) => `${source}:${String(position)}`);
  return [
    ink.faint(`${word('positions', lang)} ${read.join(' ')}`),
    ...erased.map(({ at, basis }) => ink.faint(`${word('erased', lang)} ${clockTime(at)} · ${basis}`)),
    ...(parked === 0 ? [] : [ink.bad(`${String(parked)} ${word('parked', lang)}`)]),
  ];
}
