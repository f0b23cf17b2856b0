import { describe, expect, it } from 'vitest';
import type { EventHandler } from '../event-bus.js';
import type { BusTrial } from './bus-trial.spec.js';
import { merged, noted, record } from './contract-events.spec.js';

/** An event that cannot be handled waits with all of its case; other cases pass. */
export function parksPoison({ append, arrived, effects, subscribe }: BusTrial): void {
  describe('on a poison event', () => {
    const poisoned =
      (positions: ReadonlySet<number>): EventHandler =>
      (delivery, context) =>
        positions.has(delivery.recorded.position) ? Promise.reject(new Error('poison')) : record(delivery, context);

    it('parks it with all later events of its case, and lets other cases pass', async () => {
      const consumption = await subscribe(poisoned(new Set([1])));
      for (const caseKey of ['a', 'b', 'a', 'b', 'a']) await append('intake', { type: noted, caseKey });
      await arrived(consumption, 'intake', 5);
      expect(await effects()).toEqual(['intake:2', 'intake:4']);
      expect((await consumption.parked()).map(({ position, caseKeys }) => [position, ...caseKeys])).toEqual([
        [1, 'a'],
        [3, 'a'],
        [5, 'a'],
      ]);
      expect(consumption.status().state).toBe('running');
    });

    it('parks under every case that the event names', async () => {
      const consumption = await subscribe(poisoned(new Set([1])));
      await append('intake', { type: merged, caseKey: 'child', data: { leadCaseId: 'lead' } });
      await append('intake', { type: noted, caseKey: 'lead' });
      await append('intake', { type: noted, caseKey: 'other' });
      await arrived(consumption, 'intake', 3);
      expect(await effects()).toEqual(['intake:3']);
      expect((await consumption.parked()).map(({ position }) => position)).toEqual([1, 2]);
    });

    it('parks an event whose data is null, and goes on', async () => {
      const consumption = await subscribe(async (delivery, context) => {
        Object.keys(delivery.envelope.data);
        await record(delivery, context);
      });
      await append('intake', { type: noted, caseKey: 'a', data: null });
      await append('intake', { type: noted, data: null });
      await append('intake', { type: noted, caseKey: 'b' });
      await arrived(consumption, 'intake', 3);
      expect(await effects()).toEqual(['intake:3']);
      expect((await consumption.parked()).map(({ caseKeys }) => caseKeys)).toEqual([['a'], ['trial-1']]);
      expect(consumption.status().state).toBe('running');
    });

    it('parks an event whose cases cannot be told, under its own', async () => {
      const consumption = await subscribe(poisoned(new Set([1])), {
        casesOf: () => {
          throw new Error('which case?');
        },
      });
      await append('intake', { type: noted, caseKey: 'a' });
      await arrived(consumption, 'intake', 1);
      expect((await consumption.parked()).map(({ caseKeys }) => caseKeys)).toEqual([['a']]);
    });

    it('keeps a case parked over a restart', async () => {
      const poison = new Set([1]);
      const first = await subscribe(poisoned(poison));
      await append('intake', { type: noted, caseKey: 'a' });
      await arrived(first, 'intake', 1);
      await first.stop();
      await append('intake', { type: noted, caseKey: 'a' });
      const second = await subscribe(record);
      await arrived(second, 'intake', 2);
      expect(await effects()).toEqual([]);
      expect(await second.parked()).toHaveLength(2);
    });

    it('releases a case in the order of the log, and lets its later events pass again', async () => {
      const poison = new Set([1]);
      const consumption = await subscribe(poisoned(poison));
      for (const caseKey of ['a', 'b', 'a']) await append('intake', { type: noted, caseKey });
      await arrived(consumption, 'intake', 3);
      poison.clear();
      expect(await consumption.release('a')).toBe(2);
      await append('intake', { type: noted, caseKey: 'a' });
      await arrived(consumption, 'intake', 4);
      expect(await effects()).toEqual(['intake:2', 'intake:1', 'intake:3', 'intake:4']);
      expect(await consumption.parked()).toEqual([]);
    });

    it('releases the cases that a common event ties together as one, in order', async () => {
      const poison = new Set([1]);
      const consumption = await subscribe(poisoned(poison));
      await append('intake', { type: noted, caseKey: 'lead' });
      await append('intake', { type: merged, caseKey: 'child', data: { leadCaseId: 'lead' } });
      await append('intake', { type: noted, caseKey: 'child' });
      await arrived(consumption, 'intake', 3);
      poison.clear();
      expect(await consumption.release('child')).toBe(3);
      expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
    });

    it('leaves a case parked, with what is still poison at its head, when a release fails', async () => {
      const poison = new Set([1, 2]);
      const consumption = await subscribe(poisoned(poison));
      for (let n = 0; n < 3; n += 1) await append('intake', { type: noted, caseKey: 'a' });
      await arrived(consumption, 'intake', 3);
      poison.delete(1);
      await expect(consumption.release('a')).rejects.toThrow('poison');
      expect(await effects()).toEqual(['intake:1']);
      expect((await consumption.parked()).map(({ position }) => position)).toEqual([2, 3]);
      poison.clear();
      expect(await consumption.release('a')).toBe(2);
      expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
    });

    it('copies what it parks', async () => {
      const consumption = await subscribe(poisoned(new Set([1, 2, 3])), {
        copy: async (deliveries, transaction) => {
          for (const delivery of deliveries) await record(delivery, { transaction, commandId: () => '' });
        },
      });
      for (const caseKey of ['a', 'a', 'b']) await append('intake', { type: noted, caseKey });
      await arrived(consumption, 'intake', 3);
      expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
      expect(await consumption.parked()).toHaveLength(3);
    });

    it('parks the events alone whose batch cannot be folded', async () => {
      const consumption = await subscribe(() => Promise.resolve(), {
        batch: async (deliveries, transaction) => {
          if (deliveries.some(({ envelope }) => envelope.casekey === 'bad')) throw new Error('no fold');
          for (const delivery of deliveries) await record(delivery, { transaction, commandId: () => '' });
        },
      });
      for (const caseKey of ['a', 'bad', 'b']) await append('intake', { type: noted, caseKey });
      await arrived(consumption, 'intake', 3);
      expect(await effects()).toEqual(['intake:1', 'intake:3']);
      expect((await consumption.parked()).map(({ position }) => position)).toEqual([2]);
    });
  });
}
