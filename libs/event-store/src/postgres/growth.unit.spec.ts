import { describe, expect, it } from 'vitest';
import { GrowthHint } from './growth.js';

describe('telling that a log has grown', () => {
  it('tells at once, and once more for all that grew while it told', async () => {
    let told = 0;
    const hint = new GrowthHint(() => {
      told += 1;
      return Promise.resolve();
    });
    hint.grown();
    expect(told).toBe(1);
    for (let n = 0; n < 100; n += 1) hint.grown();
    await hint.told();
    expect(told).toBe(2);
  });

  it('goes on after a hint that could not be sent', async () => {
    let tries = 0;
    const hint = new GrowthHint(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('the line is cut')) : Promise.resolve();
    });
    hint.grown();
    await hint.told();
    hint.grown();
    await hint.told();
    expect(tries).toBe(2);
  });
});
