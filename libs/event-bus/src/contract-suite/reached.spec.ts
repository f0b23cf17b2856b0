import { describe, expect, it } from 'vitest';
import type { BusTrial } from './bus-trial.spec.js';
import { noted, record } from './contract-events.spec.js';

/** Whoever waits for a position is told the truth about it. */
export function tellsWhatItReached({ append, arrived, effects, subscribe }: BusTrial): void {
  describe('reached', () => {
    it('answers false when the time is over, and no later than that', async () => {
      const consumption = await subscribe(record);
      const began = performance.now();
      expect(await consumption.reached(new Map([['intake', 1]]), 50)).toBe(false);
      expect(performance.now() - began).toBeLessThan(2000);
    });

    it('does not wait for sources that the consumer does not read', async () => {
      const consumption = await subscribe(record, { sources: ['intake'] });
      expect(await consumption.reached(new Map([['audit', 99]]), 0)).toBe(true);
    });

    it('answers true only once the effects are committed', async () => {
      const consumption = await subscribe(record);
      const position = await append('intake', { type: noted });
      await arrived(consumption, 'intake', position);
      expect(await effects()).toEqual(['intake:1']);
    });
  });
}
