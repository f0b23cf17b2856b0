import { describe, it } from 'vitest';
import { survivesKills } from './kill-rounds.spec.js';

describe('a system whose every process is killed in turn under load', () => {
  it('has every acknowledged command in its log once, and read models that equal their rebuild (20 rounds)', () => survivesKills(20));
});
