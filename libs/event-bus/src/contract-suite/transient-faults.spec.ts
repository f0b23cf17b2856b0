import { describe, expect, it } from 'vitest';
import { TransientFault } from '../event-bus.js';
import type { BusTrial } from './bus-trial.spec.js';
import { noted, record } from './contract-events.spec.js';

/** What passes is waited for. */
export function outlivesTransientFaults({ append, arrived, effects, notices, severConnections, subscribe }: BusTrial): void {
  describe('on a transient fault', () => {
    it('pauses and tries again until the fault is over, and keeps the order', async () => {
      let faults = 3;
      const consumption = await subscribe((delivery, context) =>
        delivery.recorded.position === 2 && faults-- > 0 ? Promise.reject(new TransientFault('away')) : record(delivery, context),
      );
      for (let n = 0; n < 3; n += 1) await append('intake', { type: noted, caseKey: 'a' });
      await arrived(consumption, 'intake', 3);
      expect(await effects()).toEqual(['intake:1', 'intake:2', 'intake:3']);
      expect(await consumption.parked()).toEqual([]);
      expect(notices.map(({ kind }) => kind)).toEqual(['paused', 'resumed']);
    });

    it('outlives the loss of every connection to its database', async () => {
      const consumption = await subscribe(record);
      await append('intake', { type: noted });
      await arrived(consumption, 'intake', 1);
      await severConnections();
      await append('intake', { type: noted });
      await arrived(consumption, 'intake', 2);
      expect(await effects()).toEqual(['intake:1', 'intake:2']);
    });
  });
}
