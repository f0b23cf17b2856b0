import { chance } from '@huying/platform';
import type { Story } from '@huying/start';

const services = ['corridor-light', 'drain', 'pavement', 'pruning', 'rubbish', 'mediation', 'home-certification'];
const stewards: ReadonlySet<string> = new Set(['corridor-light', 'drain', 'pavement']);
const buildings = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'];
const senders = ['resident', 'resident2', 'firstcontact', 'clerk'] as const;
const turns = ['return-approved', 'return-rejected', 'completion-rejected', 'nobody-answers'] as const;
const stops = ['registered', 'accepted', 'dispatched', 'signed', 'contacted', 'completed', 'reviewed', 'called-back'] as const;
const grades = ['非常满意', '满意', '基本满意', '不满意'] as const;

/**
 * The n-th case that people of the demonstration neighbourhood are to take through the services' own commands: six of ten to its end, the
 * others as far as they come; a third with a turn. The same for the same seed and number.
 */
export function nativeStory(seed: number, n: number): Story {
  const next = chance(Math.imul(n + 1, 0x9e3779b1) ^ seed);
  const oneOf = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
  const service = oneOf(services);
  const by = oneOf(senders);
  const until = next() < 0.6 ? 'closed' : oneOf(stops);
  const number = String(n).padStart(7, '0');
  return {
    key: `trial-${String(seed)}-${String(n)}`,
    until,
    service,
    words: `第${String(n)}件：请来看看，已经好几天了。`,
    building: oneOf(buildings),
    spot: `${String(1 + Math.floor(next() * 3))}单元`,
    resident: { name: `居民${String(n)}`, phone: `1003${number}` },
    by,
    ...(by === 'clerk' || by === 'firstcontact' ? { channel: oneOf(['phone', 'counter'] as const) } : {}),
    priority: oneOf(['urgent', 'normal', 'normal', 'complex'] as const),
    handler: stewards.has(service) ? 'steward' : 'gridworker',
    ...(until === 'closed' ? { grade: oneOf(grades) } : {}),
    ...(next() < 0.33 && until !== 'registered' ? { turn: oneOf(turns) } : {}),
  };
}
