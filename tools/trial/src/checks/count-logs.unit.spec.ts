import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countOcel, countXes } from './count-logs.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counted-'));
});
afterAll(() => rm(folder, { recursive: true }));

const kept = async (name: string, content: string | Buffer): Promise<string> => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};

describe('counting an exported event log', () => {
  it('in XES tells cases and events by the system of the case, packed or not', async () => {
    const trace = (system: string, events: number): string =>
      `<trace><string key="concept:name" value="1"/><string key="huying:system" value="${system}"/>\n${'<event></event>\n'.repeat(events)}</trace>\n`;
    const log = `<log>\n<global scope="event"></global>\n${trace('trial', 3)}${trace('huying', 1)}${trace('trial', 0)}</log>\n`;
    const counted = { trial: { cases: 2, events: 3 }, huying: { cases: 1, events: 1 } };
    expect(Object.fromEntries(await countXes(await kept('a.xes', log)))).toEqual(counted);
    expect(Object.fromEntries(await countXes(await kept('a.xes.gz', gzipSync(log))))).toEqual(counted);
  });

  it('in OCEL finds events of no case, of a case that is not there, and whatever stands twice', async () => {
    const object = (id: string): string => JSON.stringify({ id, type: id.split(':')[0], attributes: [], relationships: [] });
    const event = (id: string, ...cases: readonly string[]): string =>
      JSON.stringify({ id, type: 'a', relationships: cases.map((objectId) => ({ objectId, qualifier: 'case' })) });
    const log = (objects: readonly string[], events: readonly string[]): string =>
      `{"objects":[\n${objects.join(',\n')}],\n"events":[\n${events.join(',\n')}],\n"objectTypes":[],\n"eventTypes":[],\n"huying":{"parked":0}}\n`;
    const sound = log([object('case:1'), object('person:1'), object('case:2')], [event('e1', 'case:1'), event('e2', 'case:2')]);
    expect(await countOcel(await kept('a.json', sound))).toEqual({ cases: 2, events: 2, astray: 0, parked: 0 });
    const odd = [event('e1', 'case:1'), event('e1', 'case:1'), event('e2'), event('e3', 'case:9'), event('e4', 'case:1', 'case:1')];
    expect(await countOcel(await kept('b.json', log([object('case:1'), object('case:1')], odd)))).toMatchObject({ events: 5, astray: 5 });
  });
});
