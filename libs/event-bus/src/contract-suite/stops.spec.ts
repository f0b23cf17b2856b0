import { describe, expect, it } from 'vitest';
import type { Consumption } from '../event-bus.js';
import type { BusTrial } from './bus-trial.spec.js';
import { noted, record, ruleAdopted } from './contract-events.spec.js';

/** Where going on would be wrong, a consumer stops and says why; mended, it goes on. */
export function stopsWhereItMust({ append, arrived, effects, eventually, notices, subscribe }: BusTrial): void {
  describe('stops', () => {
    const halted = async (consumption: Consumption): Promise<string> => {
      await eventually(() => consumption.status().state === 'stopped');
      return consumption.status().reason ?? '';
    };

    it('at a reference event that it cannot apply, with everything before it settled', async () => {
      const consumption = await subscribe((delivery, context) =>
        delivery.recorded.type === ruleAdopted ? Promise.reject(new Error('no such rule')) : record(delivery, context),
      );
      await append('dispatch', { type: noted });
      await append('dispatch', { type: ruleAdopted });
      await append('dispatch', { type: noted });
      expect(await halted(consumption)).toContain('dispatch:2');
      expect(consumption.positions().get('dispatch')).toBe(1);
      expect(await effects()).toEqual(['dispatch:1']);
      expect(notices.at(-1)?.kind).toBe('stopped');
    });

    it('at an unknown type or version', async () => {
      const consumption = await subscribe(record);
      await append('intake', { type: 'cn.huying.trial.Noted.v2' });
      expect(await halted(consumption)).toContain('unknown type cn.huying.trial.Noted.v2');
    });

    it('not at an unknown type when it was told to pass them', async () => {
      const consumption = await subscribe(record, { unknownTypes: 'pass' });
      await append('intake', { type: 'cn.huying.trial.Noted.v2' });
      await append('intake', { type: noted });
      await arrived(consumption, 'intake', 2);
      expect(await effects()).toEqual(['intake:2']);
    });

    it('when more than 50 keys are parked within a minute', async () => {
      const consumption = await subscribe(() => Promise.reject(new Error('poison')));
      for (let n = 1; n <= 60; n += 1) await append('intake', { type: noted, caseKey: `case ${String(n)}` });
      expect(await halted(consumption)).toContain('more than 50 keys');
      expect(consumption.positions().get('intake')).toBe(50);
      expect(await consumption.parked()).toHaveLength(50);
    });

    it('when its copy fails, and parks nothing', async () => {
      const consumption = await subscribe(record, { copy: () => Promise.reject(new Error('disk full of cats')) });
      await append('intake', { type: noted });
      expect(await halted(consumption)).toContain('the copy failed');
      expect(await consumption.parked()).toEqual([]);
    });
  });

  describe('resumed after it stopped', () => {
    const stopped = async (consumption: Consumption): Promise<void> => {
      await eventually(() => consumption.status().state === 'stopped');
    };

    it('goes on from its checkpoint once the cause is mended, and loses and repeats nothing', async () => {
      let mended = false;
      const consumption = await subscribe((delivery, context) =>
        delivery.recorded.type === ruleAdopted && !mended ? Promise.reject(new Error('no such rule')) : record(delivery, context),
      );
      for (const type of [noted, ruleAdopted, noted]) await append('dispatch', { type });
      await stopped(consumption);
      mended = true;
      expect(await consumption.resume()).toBe(true);
      await arrived(consumption, 'dispatch', 3);
      expect(await effects()).toEqual(['dispatch:1', 'dispatch:2', 'dispatch:3']);
      expect(consumption.status()).toEqual({ state: 'running' });
      expect(notices.map(({ kind }) => kind)).toEqual(['stopped', 'resumed']);
    });

    it('stops again at the same event while the cause is there', async () => {
      const consumption = await subscribe(() => Promise.reject(new Error('no such rule')));
      await append('dispatch', { type: ruleAdopted });
      await stopped(consumption);
      expect(await consumption.resume()).toBe(true);
      await eventually(() => notices.filter(({ kind }) => kind === 'stopped').length === 2);
      expect(consumption.status().state).toBe('stopped');
      expect(consumption.positions().get('dispatch')).toBe(0);
    });

    it('is one consumer still when it is told twice at once', async () => {
      let mended = false;
      const consumption = await subscribe((delivery, context) =>
        mended ? record(delivery, context) : Promise.reject(new Error('no such rule')),
      );
      await append('dispatch', { type: ruleAdopted });
      await stopped(consumption);
      mended = true;
      await Promise.all([consumption.resume(), consumption.resume()]);
      for (let n = 0; n < 20; n += 1) await append('dispatch', { type: noted });
      await arrived(consumption, 'dispatch', 21);
      expect(await effects()).toHaveLength(21);
      expect(notices.filter(({ kind }) => kind === 'resumed')).toHaveLength(1);
    });

    it('leaves a consumer alone that runs', async () => {
      const consumption = await subscribe(record);
      expect(await consumption.resume()).toBe(false);
      await append('intake', { type: noted });
      await arrived(consumption, 'intake', 1);
      expect(await effects()).toEqual(['intake:1']);
      expect(notices).toEqual([]);
    });

    it('is refused once it was ended', async () => {
      const consumption = await subscribe(record);
      await consumption.stop();
      await expect(consumption.resume()).rejects.toThrow('was ended');
    });
  });
}
