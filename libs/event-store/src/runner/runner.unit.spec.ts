import { createHash } from 'node:crypto';
import { defineEventTypes, type SealedPart } from '@huying/contracts';
import { happened, nothingNew, refused, refusedForNow, type Command, type Decider, type Decision, type Fact } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import { beforeEach, describe, expect, it } from 'vitest';
import { all } from '../contract-suite/samples.spec.js';
import type { Append, EventStore } from '../event-store.js';
import { createMemoryEventStore } from '../memory/memory-event-store.js';
import type { Origin, Runner, StreamDefinition } from '../runner-contract.js';
import type { Sealer } from '../sealer.js';
import { decodeRecorded } from './decode.js';
import { createRunner } from './runner.js';

/* A lamp that can be reported, and then repaired once: the smallest stream with every kind of answer. */
type LampEvent = Fact<'LampReported', { pole: number }> | Fact<'LampRepaired', { by: string }>;
type LampCommand =
  | Command<'Report', { pole: number; words?: string; twice?: boolean }>
  | Command<'Repair', { by: string }>
  | Command<'RepairWhenDark', object>;
type LampRefusal = 'NO_SUCH_LAMP' | 'STILL_LIGHT';
interface LampState {
  readonly status: 'absent' | 'dark' | 'repaired';
  readonly reports: number;
}

const decisions: string[] = [];
const lamp: Decider<LampState, LampCommand, LampEvent, LampRefusal> = {
  initial: { status: 'absent', reports: 0 },
  decide(command, state): Decision<LampEvent, LampRefusal> {
    decisions.push(command.type);
    switch (command.type) {
      case 'Report': {
        const { pole, words, twice } = command.data;
        const fact = { type: 'LampReported', data: { pole } } as const;
        const told = words === undefined ? fact : { ...fact, secrets: [{ part: 'words', person: 'p1', value: words }] };
        return twice === true ? happened<LampEvent>(told, { ...fact, time: '2026-06-18T08:30:00.000+08:00' }) : happened<LampEvent>(told);
      }
      case 'Repair':
        if (state.status === 'absent') return refused('NO_SUCH_LAMP', { hint: 'report it first' });
        return state.status === 'repaired' ? nothingNew : happened<LampEvent>({ type: 'LampRepaired', data: command.data });
      case 'RepairWhenDark':
        return refusedForNow('STILL_LIGHT');
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'LampReported':
        return { status: 'dark', reports: state.reports + 1 };
      case 'LampRepaired':
        return { ...state, status: 'repaired' };
    }
  },
};
const integer = { type: 'object', properties: { pole: { type: 'integer' } }, required: ['pole'], additionalProperties: false };
const text = { type: 'object', properties: { by: { type: 'string' } }, required: ['by'], additionalProperties: false };
const types = defineEventTypes(
  { context: 'lamp', owner: 'intake', category: 'case' },
  { LampReported: { zh: '路灯报修', data: integer }, LampRepaired: { zh: '路灯修复', version: 2, data: text } },
);
const definition: StreamDefinition<LampState, LampCommand, LampEvent, LampRefusal> = {
  decider: lamp,
  types,
  keys: (stream, state) => ({ caseKey: stream.slice('case-'.length), cycle: state.reports, area: '430304900900' }),
};

const at = '2026-06-18T09:00:00.000+08:00';
const clock = { now: () => Date.parse(at) };
const actor = { person: 'person-1', role: 'RES', unit: 'community', area: '430304' } as const;
const origin = (name: string, request = 'request'): Origin => ({
  command: { id: derivedId('command', name), digest: createHash('sha256').update(request).digest('hex') },
  actor,
  correlationId: 'correlation-1',
});
const report = (data: { pole: number; words?: string; twice?: boolean } = { pole: 7 }): LampCommand => ({
  type: 'Report',
  at,
  actor,
  data,
});
const repair: LampCommand = { type: 'Repair', at, actor, data: { by: 'handler-1' } };
const stream = 'case-lamp-7';

describe('running a command', () => {
  let store: EventStore;
  let runner: Runner<LampCommand, LampRefusal>;
  const runnerOn = (on: EventStore, more: { sealer?: Sealer; attemptsMax?: number } = {}): Runner<LampCommand, LampRefusal> =>
    createRunner({ store: on, definition, service: 'intake', clock, ...more });
  const bodies = async (): Promise<Record<string, unknown>[]> =>
    (await all(store.readStream(stream))).map((recorded) => JSON.parse(recorded.body.toString()) as Record<string, unknown>);
  beforeEach(() => {
    store = createMemoryEventStore(clock);
    runner = runnerOn(store);
    decisions.length = 0;
  });

  it('records what was decided on the stream as it stands', async () => {
    expect(await runner.run(stream, report(), origin('1'))).toEqual({
      kind: 'accepted',
      stream,
      version: 1,
      first: 1,
      last: 1,
      repeated: false,
    });
    expect(await runner.run(stream, repair, origin('2'))).toEqual({
      kind: 'accepted',
      stream,
      version: 2,
      first: 2,
      last: 2,
      repeated: false,
    });
  });

  it('writes the envelope in its fixed order, all attributes as strings, absent ones left out', async () => {
    await runner.run(stream, report(), {
      ...origin('1'),
      channel: 'phone',
      cause: { source: '/huying/dispatch', position: 87 },
      seen: 'dispatch:87',
      policyVersion: 'v0',
      calendarVersion: '2026-1',
      traceparent: '00-1-2-01',
    });
    const [recorded] = await all(store.readStream(stream));
    const envelope = JSON.parse(recorded?.body.toString() ?? '') as Record<string, unknown>;
    expect(Object.entries(envelope)).toEqual([
      ['position', '1'],
      ['recordedat', at],
      ['specversion', '1.0'],
      ['id', expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)],
      ['source', '/huying/intake'],
      ['type', 'cn.huying.lamp.LampReported.v1'],
      ['subject', stream],
      ['time', at],
      ['datacontenttype', 'application/json'],
      ['dataschema', 'urn:huying:schema:lamp:LampReported:v1'],
      ['streamversion', '1'],
      ['casekey', 'lamp-7'],
      ['cycle', '1'],
      ['area', '430304900900'],
      ['actor', 'person-1'],
      ['role', 'RES'],
      ['unit', 'community'],
      ['channel', 'phone'],
      ['commandid', origin('1').command.id],
      ['correlationid', 'correlation-1'],
      ['causesource', '/huying/dispatch'],
      ['causeposition', '87'],
      ['seen', 'dispatch:87'],
      ['policyversion', 'v0'],
      ['calendarversion', '2026-1'],
      ['traceparent', '00-1-2-01'],
      ['data', { pole: 7 }],
    ]);
    expect(recorded).toMatchObject({ type: envelope['type'], caseKey: 'lamp-7', time: Date.parse(at) });
  });

  it("gives each fact its own time, version and keys, the command's time where it has none", async () => {
    await runner.run(stream, report({ pole: 7, twice: true }), origin('1'));
    expect((await bodies()).map(({ time, streamversion, cycle }) => ({ time, streamversion, cycle }))).toEqual([
      { time: at, streamversion: '1', cycle: '1' },
      { time: '2026-06-18T08:30:00.000+08:00', streamversion: '2', cycle: '2' },
    ]);
  });

  describe('asked again under the same id', () => {
    it('answers as the first time, without deciding again', async () => {
      await runner.run(stream, report(), origin('1'));
      await runner.run(stream, repair, origin('2'));
      expect(await runner.run(stream, report(), origin('1'))).toEqual({
        kind: 'accepted',
        stream,
        version: 1,
        first: 1,
        last: 1,
        repeated: true,
      });
      expect(decisions).toEqual(['Report', 'Repair']);
    });

    it('answers mismatch to another request', async () => {
      await runner.run(stream, report(), origin('1', 'one body'));
      expect(await runner.run(stream, report(), origin('1', 'another body'))).toEqual({ kind: 'mismatch' });
    });

    it('keeps a final refusal, though the stream would allow it by now', async () => {
      const refusal = { kind: 'refused', refusal: { code: 'NO_SUCH_LAMP', details: { hint: 'report it first' } } };
      expect(await runner.run(stream, repair, origin('1'))).toEqual(refusal);
      await runner.run(stream, report(), origin('2'));
      expect(await runner.run(stream, repair, origin('1'))).toEqual(refusal);
      expect(await runner.run(stream, repair, origin('1', 'another body'))).toEqual({ kind: 'mismatch' });
    });

    it('keeps that nothing changed', async () => {
      await runner.run(stream, report(), origin('1'));
      await runner.run(stream, repair, origin('2'));
      const unchanged = { kind: 'unchanged', stream, version: 2 };
      expect(await runner.run(stream, repair, origin('3'))).toEqual(unchanged);
      await runner.run(stream, report(), origin('4'));
      expect(await runner.run(stream, repair, origin('3'))).toEqual(unchanged);
    });

    it('decides anew after a transient refusal', async () => {
      const wait: LampCommand = { type: 'RepairWhenDark', at, actor, data: {} };
      expect(await runner.run(stream, wait, origin('1'))).toMatchObject({
        kind: 'refused',
        refusal: { code: 'STILL_LIGHT', transient: true },
      });
      expect(await runner.run(stream, report(), origin('1'))).toMatchObject({ kind: 'accepted', repeated: false });
    });
  });

  describe('while others write', () => {
    /** The store, but somebody else gets in before each of the first `times` appends. */
    const contested = (times: number, intrude: () => Promise<unknown>): EventStore => {
      let left = times;
      return Object.assign(Object.create(store) as EventStore, {
        async append(append: Append) {
          if (left > 0) {
            left -= 1;
            await intrude();
          }
          return store.append(append);
        },
      });
    };
    let intruders = 0;
    const anotherReport = (): Promise<unknown> => runner.run(stream, report(), origin(`intruder ${(intruders += 1)}`));

    it('decides again on what the stream has become', async () => {
      await runner.run(stream, report(), origin('1'));
      const slow = runnerOn(contested(1, () => runner.run(stream, repair, origin('2'))));
      expect(await slow.run(stream, repair, origin('3'))).toEqual({ kind: 'unchanged', stream, version: 2 });
    });

    it('answers as the first time when its own id gets in elsewhere', async () => {
      const slow = runnerOn(contested(1, () => runner.run(stream, report(), origin('1'))));
      expect(await slow.run(stream, report(), origin('1'))).toMatchObject({ kind: 'accepted', version: 1, repeated: true });
      expect(await store.head()).toBe(1);
    });

    it('gives the remembered answer when its own id was refused elsewhere', async () => {
      const slow = runnerOn(contested(1, () => runner.run('case-lamp-8', repair, origin('1'))));
      expect(await slow.run(stream, report(), origin('1'))).toMatchObject({ kind: 'refused', refusal: { code: 'NO_SUCH_LAMP' } });
      expect(await store.head()).toBe(0);
    });

    it('is contended once its attempts are used up', async () => {
      const slow = runnerOn(contested(3, anotherReport), { attemptsMax: 3 });
      expect(await slow.run(stream, report(), origin('1'))).toEqual({ kind: 'contended' });
      expect(await runner.run(stream, report(), origin('1'))).toMatchObject({ kind: 'accepted', version: 4 });
    });
  });

  describe('with personal parts', () => {
    it('records them sealed under the id, type and stream of their event, and never in the clear', async () => {
      const asked: unknown[] = [];
      const sealer: Sealer = {
        seal(secrets, context) {
          asked.push({ secrets, context });
          const sealed: SealedPart = { part: 'words', alg: 'A256GCM-HKDF-SHA256', kid: 'k', salt: 's', kc: 'c', ct: 'x' };
          return Promise.resolve([sealed]);
        },
      };
      await runnerOn(store, { sealer }).run(stream, report({ pole: 7, words: '三楼王大爷' }), origin('1'));
      const [envelope] = await bodies();
      expect(asked).toEqual([
        {
          secrets: [{ part: 'words', person: 'p1', value: '三楼王大爷' }],
          context: { id: envelope?.['id'], type: 'cn.huying.lamp.LampReported.v1', subject: stream },
        },
      ]);
      expect(envelope?.['data']).toEqual({
        pole: 7,
        sealed: [{ part: 'words', alg: 'A256GCM-HKDF-SHA256', kid: 'k', salt: 's', kc: 'c', ct: 'x' }],
      });
      expect(JSON.stringify(envelope)).not.toContain('王大爷');
    });

    it('throws where nobody can seal them, and records nothing', async () => {
      await expect(runner.run(stream, report({ pole: 7, words: 'x' }), origin('1'))).rejects.toThrow('no sealer');
      expect(await store.head()).toBe(0);
    });
  });

  describe('with a fact that may not be recorded', () => {
    it.each([
      ['breaks its schema', { pole: 'seven' }, 'cn.huying.lamp.LampReported.v1 breaks its own schema: /pole must be integer'],
      ['holds what its schema does not know', { pole: 7, phone: '13800000000' }, 'must NOT have additional properties'],
    ])('throws when it %s, and tells no value', async (_, data, message) => {
      const wrong = { ...report(), data } as unknown as LampCommand;
      const reckless = createRunner({
        store,
        definition: { ...definition, decider: { ...lamp, decide: () => happened({ type: 'LampReported', data } as unknown as LampEvent) } },
        service: 'intake',
        clock,
      });
      const run = reckless.run(stream, wrong, origin('1'));
      await expect(run).rejects.toThrow(message);
      await expect(run).rejects.not.toThrow(/13800000000|seven/);
      expect(await store.head()).toBe(0);
    });

    it('throws when it exceeds 16 KiB', async () => {
      const long: LampCommand = { ...repair, data: { by: 'x'.repeat(16_384) } };
      await runner.run(stream, report(), origin('1'));
      await expect(runner.run(stream, long, origin('2'))).rejects.toThrow('keep its large parts by digest');
    });

    it('throws when it belongs to another service or another category of streams', async () => {
      const elsewhere = createRunner({ store, definition, service: 'dispatch', clock });
      await expect(elsewhere.run(stream, report(), origin('1'))).rejects.toThrow('belongs to intake');
      await expect(runner.run('order-7', report(), origin('1'))).rejects.toThrow('belongs on case-* streams');
    });
  });

  describe('reading old bytes', () => {
    it('folds what an upcaster makes of them, and leaves the bytes as they are', async () => {
      await runner.run(stream, report(), origin('1'));
      const [recorded] = await all(store.readStream(stream));
      if (recorded === undefined) return expect.fail('nothing was recorded');
      const upcasters = new Map([
        [
          'cn.huying.lamp.LampReported.v1',
          (old: ReturnType<typeof decodeRecorded>['envelope']) => ({
            ...old,
            type: 'cn.huying.lamp.LampReported.v2',
            data: { ...old.data, pole: 7, street: '430304900' },
          }),
        ],
      ]);
      expect(decodeRecorded(recorded, upcasters)).toMatchObject({
        type: 'LampReported',
        data: { pole: 7, street: '430304900' },
        time: at,
        recordedAt: at,
        actor: 'person-1',
        streamVersion: 1,
        position: 1,
      });
      expect(decodeRecorded(recorded)).toMatchObject({ type: 'LampReported', data: { pole: 7 } });
    });
  });
});
