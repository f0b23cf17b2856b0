import type { ServiceName } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { areQuiet, type Lag } from './quiet.js';

const lag = (heads: Partial<Record<ServiceName, number>>, ...behind: string[]): Lag => ({
  heads: new Map(Object.entries(heads) as [ServiceName, number][]),
  behind,
});

describe('logs and their consumers', () => {
  it('are quiet when two looks saw nobody behind and no log grown', () => {
    expect(areQuiet(lag({ intake: 7, dispatch: 3 }), lag({ intake: 7, dispatch: 3 }))).toBe(true);
  });

  it('are not quiet while somebody is behind, or was at the look before', () => {
    const rest = lag({ intake: 7, dispatch: 3 });
    const behind = lag({ intake: 7, dispatch: 3 }, 'dispatch at intake:6 of 7');
    expect(areQuiet(rest, behind)).toBe(false);
    // Dispatch settled the seventh between the two looks, or in the midst of the later one: what it appended with it may not have been seen.
    expect(areQuiet(behind, rest)).toBe(false);
  });

  it('are not quiet when a log has grown meanwhile', () => {
    expect(areQuiet(lag({ intake: 7, dispatch: 3 }), lag({ intake: 7, dispatch: 4 }))).toBe(false);
  });
});
