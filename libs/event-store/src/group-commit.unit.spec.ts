import { describe, expect, it } from 'vitest';
import { GroupCommit, type Settled } from './group-commit.js';

interface Item {
  readonly name: string;
  readonly key: string;
}
const item = (name: string, key = name): Item => ({ name, key });

/** A group commit whose batches end when the test says so. */
function observed(options: { batchMax: number; lanes: number }) {
  const batches: { names: string[]; end: (settled?: readonly Settled<string>[]) => void }[] = [];
  let arrived = (): void => undefined;
  const group = new GroupCommit<Item, string>({
    ...options,
    keysOf: ({ key }) => [key],
    send: (batch) =>
      new Promise((resolve) => {
        batches.push({
          names: batch.map(({ name }) => name),
          end: (settled = batch.map(({ name }) => ({ answer: `${name} done` }))) => {
            resolve(settled);
          },
        });
        arrived();
      }),
  });
  const underWay = async (count: number): Promise<void> => {
    while (batches.length < count) await new Promise<void>((resolve) => (arrived = resolve));
  };
  return { group, batches, underWay };
}

describe('gathering requests into batches', () => {
  it('sends what comes in one turn together, and what comes meanwhile together afterwards', async () => {
    const { group, batches, underWay } = observed({ batchMax: 10, lanes: 1 });
    const first = ['a', 'b'].map((name) => group.submit(item(name)));
    await underWay(1);
    const second = ['c', 'd', 'e'].map((name) => group.submit(item(name)));
    batches[0]?.end();
    expect(await Promise.all(first)).toEqual(['a done', 'b done']);
    await underWay(2);
    batches[1]?.end();
    expect(await Promise.all(second)).toEqual(['c done', 'd done', 'e done']);
    expect(batches.map((batch) => batch.names)).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('keeps to the size of a batch and to the number of lanes', async () => {
    const { group, batches, underWay } = observed({ batchMax: 2, lanes: 2 });
    const all = ['a', 'b', 'c', 'd', 'e'].map((name) => group.submit(item(name)));
    await underWay(2);
    expect(batches.map((batch) => batch.names)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    batches[1]?.end();
    await underWay(3);
    for (const batch of batches) batch.end();
    expect(await Promise.all(all)).toHaveLength(5);
  });

  it('never has one key in two batches at once, and keeps the order of a key', async () => {
    const { group, batches, underWay } = observed({ batchMax: 10, lanes: 2 });
    const first = group.submit(item('a1', 'a'));
    await underWay(1);
    const later = [group.submit(item('a2', 'a')), group.submit(item('b')), group.submit(item('a3', 'a'))];
    await underWay(2);
    expect(batches[1]?.names).toEqual(['b']);
    batches[0]?.end();
    await first;
    await underWay(3);
    expect(batches[2]?.names).toEqual(['a2', 'a3']);
    for (const batch of batches) batch.end();
    await Promise.all(later);
  });

  it('fails the items that failed, and those alone', async () => {
    const { group, batches, underWay } = observed({ batchMax: 10, lanes: 1 });
    const ends = Promise.allSettled(['a', 'b'].map((name) => group.submit(item(name))));
    await underWay(1);
    batches[0]?.end([{ failure: new Error('a is at fault') }, { answer: 'b done' }]);
    expect((await ends).map((end) => end.status)).toEqual(['rejected', 'fulfilled']);
  });

  it('answers what it took before it is drained, and takes no more', async () => {
    const { group, batches, underWay } = observed({ batchMax: 1, lanes: 1 });
    const taken = [group.submit(item('a')), group.submit(item('b'))];
    const drained = group.drained();
    await expect(group.submit(item('late'))).rejects.toThrow('closed');
    await underWay(1);
    batches[0]?.end();
    await underWay(2);
    batches[1]?.end();
    await drained;
    expect(await Promise.all(taken)).toEqual(['a done', 'b done']);
  });
});
