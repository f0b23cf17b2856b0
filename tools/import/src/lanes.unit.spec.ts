import type { ImportRow } from '@huying/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lanes } from './lanes.js';

const row = (caseId: string, locator: string, source = 'x'): ImportRow => ({
  case: caseId,
  identity: locator,
  at: '2011-10-11T13:45:40.276+02:00',
  timeText: 't',
  locator,
  kind: 'activity',
  activity: 'Check',
  source,
});

describe('lanes', () => {
  it('send every row once, those of one case in order and one batch after the other', async () => {
    const rows = fc.array(fc.nat(5), { maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (cases, rowsMax) => {
        const sent: ImportRow[] = [];
        const underWay = new Set<string>();
        const lanes = new Lanes(
          3,
          async (batch) => {
            const names = new Set(batch.map((each) => each.case));
            for (const name of names) expect(underWay.has(name)).toBe(false);
            for (const name of names) underWay.add(name);
            await Promise.resolve();
            sent.push(...batch);
            for (const name of names) underWay.delete(name);
          },
          rowsMax,
        );
        for (const [at, name] of cases.entries()) await lanes.add(row(`case-${name}`, String(at)));
        await lanes.finish();
        expect(sent.map(({ locator }) => Number(locator)).sort((left, right) => left - right)).toEqual(cases.map((_, at) => at));
        for (const name of new Set(cases)) {
          const order = sent.filter((each) => each.case === `case-${name}`).map(({ locator }) => Number(locator));
          expect(order).toEqual(order.toSorted((left, right) => left - right));
        }
      }),
    );
  });

  it('keep a batch below what the gateway takes, however large its rows are', async () => {
    const sizes: number[] = [];
    const lanes = new Lanes(1, (batch) => Promise.resolve(void sizes.push(Buffer.byteLength(JSON.stringify(batch)))));
    for (let at = 0; at < 40; at += 1) await lanes.add(row('c', String(at), '字'.repeat(80_000)));
    await lanes.finish();
    expect(Math.max(...sizes)).toBeLessThan(4 * 1024 * 1024);
    expect(sizes.length).toBeLessThan(20);
  });

  it('stop at what sending threw', async () => {
    const lanes = new Lanes(1, () => Promise.reject(new Error('no gateway')), 1);
    await lanes.add(row('c', '1'));
    await expect(lanes.add(row('c', '2'))).rejects.toThrow('no gateway');
    await expect(lanes.finish()).rejects.toThrow('no gateway');
  });
});
