import { describe, expect, it } from 'vitest';
import type { ConsumerTransaction, Delivery } from '../event-bus.js';
import { oncePerBatch } from './once-per-batch.js';

const transaction = (): ConsumerTransaction => ({ query: () => Promise.resolve([]) });
const batch = (): readonly Delivery[] => [];

describe('work that is done once per batch', () => {
  const counted = () => {
    let times = 0;
    const work = oncePerBatch(() => Promise.resolve((times += 1)));
    return work;
  };

  it('is shared by all who ask within the batch', async () => {
    const work = counted();
    const [deliveries, within] = [batch(), transaction()];
    expect([await work(deliveries, within), await work(deliveries, within)]).toEqual([1, 1]);
  });

  it('is done anew for the next batch of a transaction, and for the same batch in another one', async () => {
    const work = counted();
    const [deliveries, within] = [batch(), transaction()];
    expect(await work(deliveries, within)).toBe(1);
    expect(await work(batch(), within)).toBe(2);
    expect(await work(deliveries, transaction())).toBe(3);
  });
});
