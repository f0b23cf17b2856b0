import type { ServiceName } from '@huying/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CausalMerge } from './causal-merge.js';
import { inCausalOrder } from './causal-order.js';
import { causeOf, toDelivery } from './delivery.js';
import type { Delivery } from './event-bus.js';
import { WrittenLog } from './log-for-tests.spec.js';

const sources = ['intake', 'dispatch', 'volunteers'] as const;

/** Histories that logs can hold: each event may name as its cause any event that was recorded before it; clocks may lie. */
const history = fc
  .array(fc.record({ source: fc.constantFrom(...sources), cause: fc.option(fc.nat()), clock: fc.integer({ min: 1, max: 50 }) }), {
    maxLength: 60,
  })
  .map((steps) => {
    const logs = new Map(sources.map((source) => [source, new WrittenLog(source)]));
    const places: { source: ServiceName; position: number }[] = [];
    for (const { source, cause, clock } of steps) {
      const named = cause === null ? undefined : places[cause % Math.max(1, places.length)];
      const position = logs.get(source)?.write({ type: 't', recordedAt: clock, ...(named === undefined ? {} : { cause: named }) }) ?? 0;
      places.push({ source, position });
    }
    return logs;
  });

async function deliveriesOf(logs: ReadonlyMap<ServiceName, WrittenLog>): Promise<readonly Delivery[]> {
  const all: Delivery[] = [];
  for (const [source, log] of logs) for (const recorded of await log.read(0, 1000)) all.push(toDelivery(source, recorded));
  return all;
}

function expectCausal(ordered: readonly Delivery[]): void {
  const seen = new Map<string, number>();
  for (const delivery of ordered) {
    const { source, recorded } = delivery;
    expect(recorded.position).toBe((seen.get(source) ?? 0) + 1);
    const cause = causeOf(delivery);
    if (cause !== undefined && cause.source !== source) expect(seen.get(cause.source) ?? 0).toBeGreaterThanOrEqual(cause.position);
    seen.set(source, recorded.position);
  }
}

describe('merging logs', () => {
  it('keeps each log in order and every cause before its effect, however the clocks lie and in whatever portions it is read', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), async (logs, portion) => {
        const merge = new CausalMerge(new Map(sources.map((source) => [source, 0])));
        const taken: Delivery[] = [];
        for (let empty = 0; empty < 2;) {
          for (const [source, log] of logs) {
            const read = await log.read(merge.offeredUpTo(source), portion);
            merge.offer(
              source,
              read.map((recorded) => toDelivery(source, recorded)),
            );
          }
          const batch = merge.take(portion);
          taken.push(...batch);
          empty = batch.length === 0 ? empty + 1 : 0;
        }
        expect(taken).toHaveLength((await deliveriesOf(logs)).length);
        expectCausal(taken);
      }),
    );
  });

  it('gives a finite set the same order, whatever order it comes in', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.func(fc.integer()), async (logs, shuffle) => {
        const all = await deliveriesOf(logs);
        const ordered = inCausalOrder(all);
        expectCausal(ordered);
        const shuffled = [...all].sort((a, b) => shuffle(a.envelope.id) - shuffle(b.envelope.id));
        expect(inCausalOrder(shuffled)).toEqual(ordered);
      }),
    );
  });

  it('does not lose events whose causes run in a circle, which no log can hold', () => {
    const log = new WrittenLog('intake');
    const other = new WrittenLog('dispatch');
    log.write({ type: 't', cause: { source: 'dispatch', position: 1 } });
    other.write({ type: 't', cause: { source: 'intake', position: 1 } });
    return deliveriesOf(
      new Map<ServiceName, WrittenLog>([
        ['intake', log],
        ['dispatch', other],
      ]),
    ).then((all) => {
      expect(inCausalOrder(all)).toHaveLength(2);
    });
  });
});
