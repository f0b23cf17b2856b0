import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { CaseLife, LifeStep } from './case-life.js';
import { Counting, type ExpectedCounts } from './expected-counts.js';
import { firstOpened, openedWithin, tellLife } from './tell-life.js';

export interface Histories {
  readonly cases: number;
  readonly seed: number;
}

/** Moments at which boards are counted: early, in the middle, and when most of it is over. */
export const boardMoments = [0.25, 0.6, 1.02].map((part) => firstOpened + Math.floor(part * openedWithin));
/** Two days in the middle. */
const window = { from: firstOpened + 90 * 86_400_000, to: firstOpened + 92 * 86_400_000 };

/**
 * Writes an event log in XES, gzipped, of so many generated cases, one after another: memory does not grow with them. The same bytes for
 * the same seed and number. Resolves to what was counted on the way.
 */
export async function writeHistories(path: string, { cases, seed }: Histories): Promise<ExpectedCounts> {
  const counting = new Counting(boardMoments, window);
  await pipeline(Readable.from(xesOf({ cases, seed }, counting)), createGzip({ level: 1 }), createWriteStream(path));
  return counting.counts();
}

const casesPerPart = 50;

function* xesOf({ cases, seed }: Histories, counting: Counting): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">\n';
  for (let from = 0; from < cases; from += casesPerPart) {
    let part = '';
    for (let n = from; n < Math.min(cases, from + casesPerPart); n += 1) {
      const life = tellLife(seed, n);
      counting.add(life);
      part += traceOf(life);
    }
    yield part;
  }
  yield '</log>\n';
}

function traceOf({ number, channel, department, service, due, endedAt, steps }: CaseLife): string {
  return [
    '<trace>',
    text('concept:name', number),
    text('channel', channel),
    text('department', department),
    text('service', service),
    ...(due === undefined ? [] : [date('deadline', due)]),
    ...(endedAt === undefined ? [] : [date('enddate', endedAt)]),
    '\n',
    ...steps.map((step, n) => eventOf(number, step, n + 1)),
    '</trace>\n',
  ].join('');
}

function eventOf(number: string, { at, activity, person, unit, told }: LifeStep, n: number): string {
  return [
    '<event>',
    text('concept:name', activity),
    date('time:timestamp', at),
    text('lifecycle:transition', 'complete'),
    text('org:resource', person),
    text('org:group', unit),
    text('concept:instance', `${number}-${String(n)}`),
    ...Object.entries(told).map(([key, value]) => text(key, value)),
    '</event>\n',
  ].join('');
}

/** Generated texts hold none of the characters that XML gives a meaning to. */
const text = (key: string, value: string): string => `<string key="${key}" value="${value}"/>`;
const date = (key: string, at: number): string =>
  `<date key="${key}" value="${new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')}"/>`;
