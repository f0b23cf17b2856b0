import { defineEventTypes } from '@huying/contracts';
import { happened, type Command, type Decider, type Fact } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Append, EventStore } from '../event-store.js';
import { createMemoryEventStore } from '../memory/memory-event-store.js';
import type { Origin, Runner } from '../runner-contract.js';
import { createRunner } from './runner.js';

type Noted = Fact<'Noted', { what: string }>;
type Note = Command<'Note', { what: string }>;
const decisions: string[] = [];
const notebook: Decider<number, Note, Noted, never> = {
  initial: 0,
  decide({ data }) {
    decisions.push(data.what);
    return happened({ type: 'Noted', data });
  },
  evolve: (pages) => pages + 1,
};
const schema = { type: 'object', properties: { what: { type: 'string' } }, required: ['what'], additionalProperties: false };
const types = defineEventTypes({ context: 'notebook', owner: 'intake', category: 'case' }, { Noted: { zh: '记录', data: schema } });

const stream = 'case-7';
const at = '2026-06-18T09:00:00.000+08:00';
const actor = { person: 'person-1', role: 'RES' } as const;
const note = (what: string): Note => ({ type: 'Note', at, actor, data: { what } });
const report = () => note('report');
const repair = note('repair');
const origin = (name: string): Origin => ({
  command: { id: derivedId('command', name), digest: 'a'.repeat(64) },
  actor,
  correlationId: 'correlation-1',
});
const when = (versions: readonly number[] | 'exists', name: string, category = 'case'): Origin => ({
  ...origin(name),
  condition: { category, versions },
});

const clock = { now: () => Date.parse(at) };
let store: EventStore;
let runner: Runner<Note, never>;
const runnerOn = (on: EventStore) => createRunner({ store: on, definition: { decider: notebook, types }, service: 'intake', clock });
/** The store, but somebody else gets in before the first append. */
const contestedBy = (intrude: () => Promise<unknown>): EventStore => {
  let before: (() => Promise<unknown>) | undefined = intrude;
  return Object.assign(Object.create(store) as EventStore, {
    async append(append: Append) {
      const first = before;
      before = undefined;
      await first?.();
      return store.append(append);
    },
  });
};

beforeEach(() => {
  decisions.length = 0;
  store = createMemoryEventStore(clock);
  runner = runnerOn(store);
});

describe('a command under a condition on its stream', () => {
  it('is appended at the version that the condition names', async () => {
    await runner.run(stream, report(), origin('1'));
    expect(await runner.run(stream, repair, when([1], '2'))).toMatchObject({ kind: 'accepted', version: 2 });
  });

  it('is appended at one of several versions', async () => {
    await runner.run(stream, report(), origin('1'));
    expect(await runner.run(stream, repair, when([1, 7], '2'))).toMatchObject({ kind: 'accepted', version: 2 });
  });

  it('is answered that the stream has changed at any other version, before it is decided, and appends nothing', async () => {
    await runner.run(stream, report(), origin('1'));
    decisions.length = 0;
    for (const versions of [[0], [2], []]) {
      expect(await runner.run(stream, repair, when(versions, '2'))).toEqual({ kind: 'changed', stream, version: 1 });
    }
    expect(decisions).toEqual([]);
    expect(await store.head()).toBe(1);
  });

  it('keeps no answer then: the same id may be sent again under the right version', async () => {
    await runner.run(stream, report(), origin('1'));
    await runner.run(stream, repair, when([3], '2'));
    expect(await runner.run(stream, repair, when([1], '2'))).toMatchObject({ kind: 'accepted', version: 2, repeated: false });
  });

  it('is answered as the first time when it is repeated, though the stream has moved on since', async () => {
    await runner.run(stream, report(), origin('1'));
    const first = await runner.run(stream, repair, when([1], '2'));
    await runner.run(stream, report(), origin('3'));
    expect(await runner.run(stream, repair, when([1], '2'))).toEqual({ ...first, repeated: true });
  });

  it('is not decided again when the stream moves on between its decision and its append', async () => {
    await runner.run(stream, report(), origin('1'));
    decisions.length = 0;
    const slow = runnerOn(contestedBy(() => runner.run(stream, report(), origin('2'))));
    expect(await slow.run(stream, repair, when([1], '3'))).toEqual({ kind: 'changed', stream, version: 2 });
    expect(decisions).toEqual(['repair', 'report']);
    expect(await store.head()).toBe(2);
  });

  it('is answered as the first time when it was itself what moved the stream on', async () => {
    await runner.run(stream, report(), origin('1'));
    const slow = runnerOn(contestedBy(() => runner.run(stream, repair, when([1], '2'))));
    expect(await slow.run(stream, repair, when([1], '2'))).toMatchObject({ kind: 'accepted', version: 2, repeated: true });
    expect(await store.head()).toBe(2);
  });

  it('that asks for a stream that exists, of whatever version, is refused on one that does not', async () => {
    expect(await runner.run(stream, report(), when('exists', '1'))).toEqual({ kind: 'changed', stream, version: 0 });
    await runner.run(stream, report(), origin('2'));
    expect(await runner.run(stream, repair, when('exists', '3'))).toMatchObject({ kind: 'accepted', version: 2 });
  });

  it('is not bound where the condition is on streams of another category', async () => {
    expect(await runner.run(stream, report(), when([9], '1', 'order'))).toMatchObject({ kind: 'accepted', version: 1 });
  });

  it('that opens its stream is not opened when the condition asks for one that exists', async () => {
    expect(await runner.open(stream, report(), when('exists', '1'))).toEqual({ kind: 'changed', stream, version: 0 });
    expect(await store.head()).toBe(0);
  });
});
