import { services, type ServiceName } from '@huying/contracts';
import { edgeProblem } from '../http/problem-exception.js';

/** Positions of logs, by service: what a caller has seen (`Huying-Seen: intake:120 dispatch:87`). */
export type Seen = ReadonlyMap<ServiceName, number>;

export const seenHeader = 'huying-seen';

const entry = /^([a-z]{1,16}):(\d{1,15})$/;
const isService = (name: string): name is ServiceName => (services as readonly string[]).includes(name);

/** Reads a `Huying-Seen` header. @throws INVALID_SEEN on anything else. */
export function parseSeen(text: string): Seen {
  const seen = new Map<ServiceName, number>();
  for (const part of text.split(' ').filter((part) => part !== '')) {
    const [, name = '', position = ''] = entry.exec(part) ?? [];
    if (!isService(name)) throw edgeProblem('INVALID_SEEN');
    seen.set(name, Math.max(seen.get(name) ?? 0, Number(position)));
  }
  return seen;
}

/** Writes positions in one order, so that equal ones give equal texts. */
export const formatSeen = (seen: Seen): string =>
  services
    .flatMap((name) => {
      const position = seen.get(name);
      return position === undefined ? [] : [`${name}:${position}`];
    })
    .join(' ');

/** The later of two positions, for each log. */
export function mergeSeen(one: Seen, other: Seen): Seen {
  const merged = new Map(one);
  for (const [name, position] of other) merged.set(name, Math.max(merged.get(name) ?? 0, position));
  return merged;
}
