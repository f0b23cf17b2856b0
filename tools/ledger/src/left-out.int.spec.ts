import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GivenPack } from './given-file.js';
import { eventsLeftOut } from './left-out.js';
import { logName, mirrorOf, signer } from './log-server.spec.js';
import type { Mirror } from './mirrored-log.js';

const ledger = signer.name.slice(0, -`/${logName}`.length);
/** 300 events, a minute apart; every tenth of the lamp's case, every other of no case. */
const timeOf = (position: number): string => new Date(Date.parse('2026-06-18T08:00:00+08:00') + position * 60_000).toISOString();
const entries = Array.from({ length: 300 }, (_, n) =>
  Buffer.from(
    JSON.stringify({ time: timeOf(n + 1), ...((n + 1) % 10 === 0 ? { casekey: 'lamp' } : n % 2 === 0 ? {} : { casekey: 'drain' }) }),
  ),
);
const ofLamp = (upTo: number): string[] => Array.from({ length: Math.floor(upTo / 10) }, (_, n) => `${logName}:${String((n + 1) * 10)}`);

describe('a pack beside a mirror with the entries', () => {
  let mirror: Mirror;
  beforeAll(async () => {
    mirror = await mirrorOf(entries, await mkdtemp(join(tmpdir(), 'huying-left-out-')));
  });
  afterAll(() => rm(mirror.folder, { recursive: true }));

  const packOf = (events: readonly string[], known: number, occurredBy = timeOf(300)): GivenPack => ({
    ledger,
    positions: { [logName]: known },
    occurredBy,
    cases: new Map([['lamp', new Set(events)]]),
  });
  const leftOut = (pack: GivenPack) => eventsLeftOut(pack, mirror);

  it('has every event of its cases up to its positions', async () => {
    expect(await leftOut(packOf(ofLamp(300), 300))).toEqual({ leftOut: [], beyond: [] });
    expect(await leftOut(packOf(ofLamp(270), 279))).toEqual({ leftOut: [], beyond: [] });
  });

  it('lacks the last event of a case, which it cannot tell of itself', async () => {
    expect(await leftOut(packOf(ofLamp(270), 280))).toEqual({
      leftOut: [{ caseId: 'lamp', source: logName, position: 280 }],
      beyond: [],
    });
  });

  it('need not have what happened after its moment', async () => {
    expect(await leftOut(packOf(ofLamp(100), 300, timeOf(109)))).toEqual({ leftOut: [], beyond: [] });
    expect((await leftOut(packOf(ofLamp(100), 300, timeOf(110)))).leftOut).toEqual([{ caseId: 'lamp', source: logName, position: 110 }]);
  });

  it('cannot be told of beyond the mirror', async () => {
    expect(await leftOut(packOf(ofLamp(300), 301))).toEqual({ leftOut: [], beyond: [logName] });
  });
});
