import { describe, expect, it } from 'vitest';
import { WrittenLog } from '../log-for-tests.spec.js';
import { keyOf } from './message.js';
import { partitionOf } from './partition-of.js';
import { TopicLog } from './topic-log.js';

const partitions = 3;
const anHour = 3_600_000;

class Trial {
  readonly log = new WrittenLog('intake');
  readonly healed: string[] = [];
  readonly resting: string[] = [];
  private readonly last = new Array<number>(partitions).fill(0);
  private readonly previous = new Map<number, { partition: number; previousPosition: number; offset: bigint }>();
  readonly topic: TopicLog;
  away = false;

  constructor(healAfterMs = anHour, waitingMax = 1_000) {
    this.topic = new TopicLog({
      source: 'intake',
      log: this.log,
      healAfterMs,
      waitingMax,
      onHealing: (reason) => this.healed.push(reason),
      away: () => this.away,
      rest: (partition, resting) => this.resting.push(`${String(partition)} ${resting ? 'rests' : 'goes on'}`),
    });
  }

  async write(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      const position = this.log.write({ type: 't', caseKey: `case ${String(n)}` });
      const [event] = await this.log.read(position - 1, 1);
      const partition = partitionOf(event === undefined ? '' : keyOf(event), partitions);
      this.previous.set(position, { partition, previousPosition: this.last[partition] ?? 0, offset: BigInt(position) });
      this.last[partition] = position;
    }
  }

  async bring(...positions: readonly number[]): Promise<void> {
    for (const position of positions) {
      const [event] = await this.log.read(position - 1, 1);
      const place = this.previous.get(position);
      if (event === undefined || place === undefined) throw new Error('not written');
      this.topic.receive(place.partition, place.offset, { event, previousPosition: place.previousPosition });
      this.topic.received(place.partition);
    }
  }

  partitionOf(position: number): number | undefined {
    return this.previous.get(position)?.partition;
  }

  async read(after: number, limit = 100): Promise<readonly number[]> {
    return (await this.topic.read(after, limit)).map(({ position }) => position);
  }
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('a log as its topic brings it', () => {
  it('is in the order of the log, however its partitions come, and whatever comes twice', async () => {
    const trial = new Trial();
    await trial.write(12);
    await trial.bring(2, 1, 2, 1, 5, 3, 4, 3);
    expect(await trial.read(0)).toEqual([1, 2, 3, 4, 5]);
    expect(await trial.read(3)).toEqual([4, 5]);
    trial.topic.settledUpTo(5);
    await trial.bring(4, 6, 5);
    expect(await trial.read(5)).toEqual([6]);
    expect(await trial.read(4)).toEqual([]);
  });

  it('wakes its reader once, behind the last partition of a fetch', async () => {
    const trial = new Trial();
    await trial.write(12);
    const found: (readonly number[])[] = [];
    await trial.topic.onGrowth(() => void trial.read(0).then((positions) => found.push(positions)));
    const partitionsOf = upTo(12).map((position) => [position, trial.partitionOf(position) ?? 0] as const);
    const fetched = partitionsOf.toSorted(([, a], [, b]) => a - b).map(([position]) => position);
    expect(new Set(partitionsOf.map(([, partition]) => partition)).size).toBe(partitions);
    await trial.bring(...fetched);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(found).toEqual([upTo(12)]);
    await trial.bring(1);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(found).toHaveLength(2);
  });

  it('waits for what has not come yet', async () => {
    const trial = new Trial();
    await trial.write(3);
    await trial.bring(1);
    expect(await trial.read(1)).toEqual([]);
    expect(trial.healed).toEqual([]);
  });

  it('is read from the log at once where an event names one before it that never came', async () => {
    const trial = new Trial();
    await trial.write(40);
    const lost = 7;
    await trial.bring(...upTo(40).filter((position) => position !== lost));
    expect(await trial.read(0)).toEqual(upTo(6));
    expect(await trial.read(6)).toContain(7);
    expect(trial.healed[0]).toMatch(/^intake: 7 to 7 is read from the log, its topic has a hole/);
    expect((await trial.read(7)).at(-1)).toBe(40);
  });

  it('is read from the log when that has been ahead for a while', async () => {
    const trial = new Trial(0);
    await trial.write(10);
    await trial.bring(1, 2);
    expect(await trial.read(2)).toEqual([]); // Sees how far the log is.
    expect(await trial.read(2)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect(trial.healed).toHaveLength(1);
    expect(await trial.read(10)).toEqual([]);
  });

  it('is the log itself, at once, while the brokers are away, and says so once each time', async () => {
    const trial = new Trial();
    await trial.write(6);
    await trial.bring(1, 2);
    trial.away = true;
    expect(await trial.read(0)).toEqual([1, 2]);
    expect(await trial.read(2)).toEqual([3, 4, 5, 6]);
    await trial.write(1);
    expect(await trial.read(6)).toEqual([7]);
    expect(await trial.read(7)).toEqual([]);
    expect(trial.healed).toEqual(['intake: 3 to 6 is read from the log, its topic cannot be read']);
    trial.away = false;
    await trial.write(1);
    expect(await trial.read(7)).toEqual([]); // The topic will bring it.
    await trial.bring(8);
    expect(await trial.read(7)).toEqual([8]);
    trial.away = true;
    await trial.write(1);
    expect(await trial.read(8)).toEqual([9]);
    expect(trial.healed).toHaveLength(2);
  });

  it('lets a partition rest that is too far ahead, and go on when it is settled', async () => {
    const trial = new Trial(anHour, 4);
    await trial.write(30);
    await trial.bring(...upTo(30));
    expect(trial.resting.filter((told) => told.endsWith('rests')).length).toBe(partitions);
    trial.topic.settledUpTo(30);
    expect(trial.resting.filter((told) => told.endsWith('goes on')).length).toBe(partitions);
  });

  it('knows from where each partition can be read again', async () => {
    const trial = new Trial();
    await trial.write(10);
    await trial.bring(...upTo(10));
    trial.topic.settledUpTo(4);
    const firstWaiting = (partition: number) => upTo(10).find((position) => position > 4 && trial.partitionOf(position) === partition);
    for (const [partition, offset] of trial.topic.safeOffsets()) {
      const first = firstWaiting(partition);
      if (first === undefined) expect(Number(offset)).toBeLessThanOrEqual(5);
      else expect(Number(offset)).toBe(first);
    }
    trial.topic.settledUpTo(10);
    expect(Math.max(...[...trial.topic.safeOffsets().values()].map(Number))).toBe(11);
    trial.topic.receive(0, 99n, undefined);
    expect(trial.topic.safeOffsets().get(0)).toBe(100n);
  });
});
