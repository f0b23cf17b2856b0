import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectSource, readSource, readXes, type SourceItem } from '@huying/import';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openedAtOf } from './case-life.js';
import { nativeStory } from './native-story.js';
import { tellLife } from './tell-life.js';
import { writeHistories } from './write-histories.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'histories-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOf(path: string): Promise<readonly SourceItem[]> {
  const items: SourceItem[] = [];
  const file = await inspectSource(path);
  const chunks = readSource(file, () => undefined);
  for await (const item of readXes(chunks, { now: Date.now() })) items.push(item);
  return items;
}

describe('generated histories', () => {
  it('are read by the importer row by row: as many cases and events as were counted, none of them rejected', async () => {
    const path = join(folder, 'some.xes.gz');
    const counted = await writeHistories(path, { cases: 200, seed: 7 });
    const rows = (await rowsOf(path)).flatMap((item) => (item.kind === 'row' ? [item.row] : []));
    expect(rows).toHaveLength(counted.events);
    expect(new Set(rows.map((row) => row.case)).size).toBe(counted.cases);
    expect(new Set(rows.map((row) => `${row.case} ${row.identity}`)).size).toBe(counted.events);
    expect(rows.filter(({ activity }) => activity === '派单')).toHaveLength(counted.byActivity['派单'] ?? 0);
  });

  it('are the same bytes for the same seed, and others for another', async () => {
    const bytes = async (name: string, seed: number) => {
      await writeHistories(join(folder, name), { cases: 50, seed });
      return readFile(join(folder, name));
    };
    const [one, same, other] = [await bytes('a.gz', 1), await bytes('b.gz', 1), await bytes('c.gz', 2)];
    expect(one.equals(same)).toBe(true);
    expect(one.equals(other)).toBe(false);
  });

  it('take the turns that cases take: several ways in, returns, pauses, ratings, reworks, ends of every kind, and some none', () => {
    const lives = Array.from({ length: 2_000 }, (_, n) => tellLife(1, n));
    const activities = new Set(lives.flatMap(({ steps }) => steps.map(({ activity }) => activity)));
    for (const turn of [
      '即时答复',
      '申请退单',
      '会商指定',
      '挂账',
      '恢复办理',
      '延期',
      '审核退回',
      '发回重办',
      '评价',
      '重开',
      '移送',
      '撤单',
      '不予受理',
      '归档',
    ])
      expect(activities).toContain(turn);
    expect(new Set(lives.map(({ channel }) => channel)).size).toBeGreaterThan(4);
    expect(lives.filter(({ endedAt }) => endedAt === undefined).length).toBeGreaterThan(5);
    for (const { steps } of lives) {
      const times = steps.map(({ at }) => at);
      expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
    }
  });

  it('of one case do not hang on how many others were told', () => {
    expect(tellLife(3, 41)).toEqual(tellLife(3, 41));
    expect(openedAtOf(tellLife(3, 41))).not.toBe(openedAtOf(tellLife(3, 42)));
    expect(nativeStory(3, 41)).toEqual(nativeStory(3, 41));
  });
});
