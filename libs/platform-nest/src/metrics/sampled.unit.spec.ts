import { describe, expect, it } from 'vitest';
import { Sampled } from './sampled.js';

describe('a sample', () => {
  it('is taken once for all who look while it is kept', async () => {
    let asked = 0;
    const sample = new Sampled(() => Promise.resolve((asked += 1)), { keepMs: 60_000, timeoutMs: 1_000, onFailure: () => undefined });

    expect(await Promise.all([sample.now(), sample.now()])).toStrictEqual([1, 1]);
    expect(await sample.now()).toBe(1);
  });

  it('is taken anew when it is no longer kept', async () => {
    let asked = 0;
    const sample = new Sampled(() => Promise.resolve((asked += 1)), { keepMs: 0, timeoutMs: 1_000, onFailure: () => undefined });

    expect([await sample.now(), await sample.now()]).toStrictEqual([1, 2]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('away'))],
    ['does not answer', () => new Promise<number>(() => undefined)],
  ])('is missing, and counted as such, where its source %s', async (_how, ask: () => Promise<number>) => {
    let failures = 0;
    const sample = new Sampled(ask, { keepMs: 60_000, timeoutMs: 10, onFailure: () => (failures += 1) });

    expect(await sample.now()).toBeUndefined();
    expect(failures).toBe(1);
  });
});
