import { derivedId } from '@huying/platform';
import { expect, it } from 'vitest';
import { TransientFault } from '../event-bus.js';
import type { BusTrial } from './bus-trial.spec.js';
import { merged, noted, record } from './contract-events.spec.js';

/** Each event once, in the order of its log, an effect after its cause. */
export function deliversOnceInOrder({ append, arrived, effects, subscribe }: BusTrial): void {
  it('delivers every event of a log once, in order, those before the subscription included', async () => {
    for (let n = 0; n < 30; n += 1) await append('intake', { type: noted, caseKey: `case ${String(n % 3)}` });
    const consumption = await subscribe(record);
    for (let n = 0; n < 30; n += 1) await append('intake', { type: noted });
    await arrived(consumption, 'intake', 60);
    expect(await effects()).toEqual(Array.from({ length: 60 }, (_, n) => `intake:${String(n + 1)}`));
  });

  it('goes on where the checkpoint stands after a restart', async () => {
    await append('intake', { type: noted });
    const first = await subscribe(record);
    await arrived(first, 'intake', 1);
    await first.stop();
    await append('intake', { type: noted });
    await arrived(await subscribe(record), 'intake', 2);
    expect(await effects()).toEqual(['intake:1', 'intake:2']);
  });

  it('passes over types that nobody handles, and counts them as seen', async () => {
    const consumption = await subscribe(record, { handlers: new Map([[merged, record]]) });
    await append('intake', { type: noted });
    await append('intake', { type: merged });
    await arrived(consumption, 'intake', 2);
    expect(await effects()).toEqual(['intake:2']);
  });

  it('keeps nothing of a delivery whose handler failed', async () => {
    const consumption = await subscribe(async (delivery, context) => {
      await record(delivery, context);
      if (delivery.recorded.position === 2) throw new Error('broken');
    });
    for (const caseKey of ['a', 'b', 'c']) await append('intake', { type: noted, caseKey });
    await arrived(consumption, 'intake', 3);
    expect(await effects()).toEqual(['intake:1', 'intake:3']);
  });

  it('gives an append the same command id on every try, and another one per ordinal and consumer', async () => {
    const ids: string[][] = [];
    const consumption = await subscribe((_, context) => {
      ids.push([context.commandId(0), context.commandId(1)]);
      return ids.length < 3 ? Promise.reject(new TransientFault('later')) : Promise.resolve();
    });
    await append('intake', { type: noted });
    await arrived(consumption, 'intake', 1);
    expect(ids).toHaveLength(3);
    expect(new Set(ids.map(([first]) => first)).size).toBe(1);
    expect(ids[0]?.[0]).not.toBe(ids[0]?.[1]);
    expect(ids[0]?.[0]).toBe(derivedId('trial', 'event intake:1', '0'));
  });

  it('waits for the cause of an event before its effect, however late its log is read', async () => {
    await append('dispatch', { type: noted, cause: { source: 'intake', position: 2 } });
    await append('dispatch', { type: noted });
    const consumption = await subscribe(record);
    await append('intake', { type: noted });
    await arrived(consumption, 'intake', 1);
    expect(await effects()).toEqual(['intake:1']);
    await append('intake', { type: noted });
    await arrived(consumption, 'dispatch', 2);
    expect(await effects()).toEqual(['intake:1', 'intake:2', 'dispatch:1', 'dispatch:2']);
  });

  it('keeps effects exactly once when two instances of a service consume together', async () => {
    const one = await subscribe(record);
    const other = await subscribe(record);
    for (let n = 0; n < 100; n += 1) await append(n % 2 === 0 ? 'intake' : 'dispatch', { type: noted, caseKey: 'a' });
    await Promise.all([one, other].flatMap((each) => [arrived(each, 'intake', 50), arrived(each, 'dispatch', 50)]));
    const all = await effects();
    expect(all).toHaveLength(100);
    expect(new Set(all).size).toBe(100);
  });
}
