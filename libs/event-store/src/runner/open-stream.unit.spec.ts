import { defineEventTypes } from '@huying/contracts';
import { happened, nothingNew, refused, type Command, type Decider, type Fact } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EventStore } from '../event-store.js';
import { createMemoryEventStore } from '../memory/memory-event-store.js';
import type { Origin, Runner } from '../runner-contract.js';
import { createRunner } from './runner.js';

/* A lamp is reported once; whether the street has lamps at all is a fact from outside, and may change between two tries. */
type Report = Command<'Report', { readonly hasLamps: boolean }>;
type LampReported = Fact<'LampReported', object>;
const lamp: Decider<{ readonly reported: boolean }, Report, LampReported, 'NO_LAMPS'> = {
  initial: { reported: false },
  decide: ({ data }, { reported }) => {
    if (reported) return nothingNew;
    return data.hasLamps ? happened({ type: 'LampReported', data: {} }) : refused('NO_LAMPS');
  },
  evolve: () => ({ reported: true }),
};
const types = defineEventTypes(
  { context: 'lamp', owner: 'intake', category: 'case' },
  { LampReported: { zh: '路灯报修', data: { type: 'object' } } },
);

const at = '2026-06-18T09:00:00.000+08:00';
const actor = { person: 'R022', role: 'RES' } as const;
const report = (hasLamps = true): Report => ({ type: 'Report', at, actor, data: { hasLamps } });
const origin = (digest = 'a'): Origin => ({
  command: { id: derivedId('command', '1'), digest: digest.repeat(64) },
  actor,
  correlationId: 'c',
});
const stream = 'case-1';

let asked: string[] = [];
let runner: Runner<Report, 'NO_LAMPS'>;
beforeEach(() => {
  asked = [];
  const clock = { now: () => Date.parse(at) };
  const store = createMemoryEventStore(clock);
  // Notes what the log is asked for, and lets everything through.
  const noted: EventStore = {
    append: (append) => (asked.push('append'), store.append(append)),
    findCommand: (id) => (asked.push('find'), store.findCommand(id)),
    readStream: (name, after) => (asked.push('read'), store.readStream(name, after)),
    remember: (command, answer) => store.remember(command, answer),
    readLog: (after, options) => store.readLog(after, options),
    head: () => store.head(),
    close: () => store.close(),
  };
  runner = createRunner({ store: noted, definition: { decider: lamp, types }, service: 'intake', clock });
});

describe('a command that opens its own stream', () => {
  it('asks the log for nothing but the append', async () => {
    expect(await runner.open(stream, report(), origin())).toMatchObject({ kind: 'accepted', version: 1, repeated: false });
    expect(asked).toEqual(['append']);
  });
  it('is answered as the first time when it is repeated', async () => {
    const first = await runner.open(stream, report(), origin());
    expect(await runner.open(stream, report(), origin())).toEqual({ ...first, repeated: true });
  });
  it('is answered as the first time even where it would be refused by now', async () => {
    const first = await runner.open(stream, report(), origin());
    expect(await runner.open(stream, report(false), origin())).toEqual({ ...first, repeated: true });
  });
  it('stays refused, though it would be accepted by now', async () => {
    const no = { kind: 'refused', refusal: { code: 'NO_LAMPS' } };
    expect(await runner.open(stream, report(false), origin())).toEqual(no);
    expect(await runner.open(stream, report(), origin())).toEqual(no);
  });
  it('answers mismatch to another request under its id', async () => {
    await runner.open(stream, report(), origin());
    expect(await runner.open(stream, report(), origin('b'))).toEqual({ kind: 'mismatch' });
    expect(await runner.open(stream, report(false), origin('b'))).toEqual({ kind: 'mismatch' });
  });
  it('adds nothing to a stream that is there already under another id', async () => {
    await runner.open(stream, report(), { ...origin(), command: { id: derivedId('command', '2'), digest: 'a'.repeat(64) } });
    expect(await runner.open(stream, report(), origin())).toMatchObject({ kind: 'unchanged', version: 1 });
  });
});
