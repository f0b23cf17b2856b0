import { shanghai } from '@huying/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyBytesMax, type EventStore } from '../event-store.js';
import { all, append, command, event, historyOf, kindsOf, saidIn } from './samples.spec.js';

/** What every adapter of the event store promises (the port's MUSTs). `makeStore` gives an empty log each time. */
export function eventStoreContract(name: string, makeStore: () => Promise<EventStore>): void {
  describe(name, () => {
    let store: EventStore;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());

    describe('appending', () => {
      it('gives dense positions from 1, in the order of appends', async () => {
        const first = await store.append({ ...append('case-a', 0, 'x'), events: [event('one'), event('two')] });
        const second = await store.append(append('case-b', 0, 'three'));
        expect(first).toEqual({ kind: 'appended', first: 1, last: 2, version: 2, repeated: false });
        expect(second).toEqual({ kind: 'appended', first: 3, last: 3, version: 1, repeated: false });
        expect((await all(store.readLog(0))).map((e) => [e.position, e.stream, e.version, saidIn(e)])).toEqual([
          [1, 'case-a', 1, 'one'],
          [2, 'case-a', 2, 'two'],
          [3, 'case-b', 1, 'three'],
        ]);
        expect(await store.head()).toBe(3);
      });

      it('completes the bytes in front and leaves the rest as they came', async () => {
        await store.append({ ...append('case-a', 0, 'x'), events: [event('小区路灯坏了')] });
        const [recorded] = await all(store.readStream('case-a'));
        if (recorded === undefined) return expect.fail('nothing was recorded');
        const { recordedAt, body } = recorded;
        expect(body.toString()).toBe(
          `{"position":"1","recordedat":"${shanghai(recordedAt)}","specversion":"1.0","data":{"what":"小区路灯坏了"}}`,
        );
        expect(recorded).toMatchObject({
          position: 1,
          stream: 'case-a',
          version: 1,
          type: event('').type,
          caseKey: 'the-case',
          time: event('').time,
        });
      });

      it('keeps absent keys and causes absent', async () => {
        const { type, time, body } = event('keyless');
        await store.append({ ...append('case-a', 0, 'x'), events: [{ type, time, body }] });
        expect((await all(store.readStream('case-a')))[0]?.caseKey).toBeUndefined();
      });

      it('stamps no event earlier than the one before', async () => {
        for (const n of [0, 1, 2, 3, 4]) await store.append(append('case-a', n, `event ${n}`));
        const stamps = (await all(store.readLog(0))).map((e) => e.recordedAt);
        expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
      });

      it('takes 100 events with one command, and as many bytes as it says', async () => {
        const large = Buffer.from(JSON.stringify({ data: 'x'.repeat(bodyBytesMax - '{"data":""}'.length) }));
        const events = Array.from({ length: 100 }, () => ({ ...event(''), body: large }));
        expect(await store.append({ ...append('case-a', 0, 'x'), events })).toMatchObject({ first: 1, last: 100, version: 100 });
        expect(await all(store.readStream('case-a', 99))).toHaveLength(1);
      });

      it.each([
        ['no event', { ...append('case-a', 0, 'x'), events: [] }],
        ['101 events', { ...append('case-a', 0, 'x'), events: Array.from({ length: 101 }, () => event('x')) }],
        ['a stream without a category', append('nonsense', 0, 'x')],
        ['a negative version', append('case-a', -1, 'x')],
        ['a body that is no object', { ...append('case-a', 0, 'x'), events: [{ ...event('x'), body: Buffer.from('[1]') }] }],
        ['an empty object', { ...append('case-a', 0, 'x'), events: [{ ...event('x'), body: Buffer.from('{}') }] }],
        ['too large a body', { ...append('case-a', 0, 'x'), events: [{ ...event('x'), body: Buffer.alloc(bodyBytesMax + 1, '{"') }] }],
        ['an id that is no UUID', append('case-a', 0, 'x', { ...command('x'), id: 'x' })],
        ['a digest that is no digest', append('case-a', 0, 'x', { ...command('x'), digest: 'x' })],
      ])('throws on %s, and records nothing', async (_, wrong) => {
        await expect(store.append(wrong)).rejects.toThrow(RangeError);
        expect(await store.head()).toBe(0);
      });
    });

    describe('expecting a version', () => {
      it('answers conflict when the stream is further, not as far, or not there', async () => {
        await store.append(append('case-a', 0, 'first'));
        expect(await store.append(append('case-a', 0, 'behind'))).toEqual({ kind: 'conflict' });
        expect(await store.append(append('case-a', 2, 'ahead'))).toEqual({ kind: 'conflict' });
        expect(await store.append(append('case-b', 1, 'nowhere'))).toEqual({ kind: 'conflict' });
        expect(await historyOf(store, 'case-a')).toEqual(['first']);
        expect(await store.head()).toBe(1);
      });

      it('leaves the neighbours of a conflict in a batch untouched', async () => {
        await store.append(append('case-a', 0, 'first'));
        const results = await Promise.all([
          store.append(append('case-b', 0, 'before')),
          store.append(append('case-a', 0, 'stale')),
          store.append(append('case-c', 0, 'after')),
        ]);
        expect(kindsOf(results)).toEqual(['appended', 'conflict', 'appended']);
        expect((await all(store.readLog(0))).map(saidIn).sort()).toEqual(['after', 'before', 'first']);
      });

      it('lets one of two commands for one stream in a batch through', async () => {
        const results = await Promise.all([store.append(append('case-a', 0, 'mine')), store.append(append('case-a', 0, 'yours'))]);
        expect(kindsOf(results).sort()).toEqual(['appended', 'conflict']);
        expect(await historyOf(store, 'case-a')).toHaveLength(1);
      });

      it('lets two commands for one stream in a batch through where the second expects the first', async () => {
        const results = await Promise.all([store.append(append('case-a', 0, 'one')), store.append(append('case-a', 1, 'two'))]);
        expect(kindsOf(results)).toEqual(['appended', 'appended']);
        expect(await historyOf(store, 'case-a')).toEqual(['one', 'two']);
      });
    });

    describe('a command id used again', () => {
      it('is answered as the first time, whatever the stream has come to since', async () => {
        const first = await store.append(append('case-a', 0, 'first', command('c')));
        await store.append(append('case-a', 1, 'second'));
        expect(await store.append(append('case-a', 0, 'first', command('c')))).toEqual({ ...first, repeated: true });
        expect(await store.append(append('case-a', 2, 'decided anew', command('c')))).toEqual({ ...first, repeated: true });
        expect(await historyOf(store, 'case-a')).toEqual(['first', 'second']);
      });

      it('is recorded once when it comes twice in one batch', async () => {
        const results = await Promise.all([1, 2, 3].map(() => store.append(append('case-a', 0, 'once', command('c')))));
        expect(results.map((r) => r.kind === 'appended' && [r.first, r.repeated]).sort()).toEqual([
          [1, false],
          [1, true],
          [1, true],
        ]);
        expect(await store.head()).toBe(1);
      });

      it('is recorded once when it comes for two streams in one batch', async () => {
        await Promise.all([
          store.append(append('case-a', 0, 'here', command('c'))),
          store.append(append('case-b', 0, 'there', command('c'))),
        ]);
        expect(await store.head()).toBe(1);
      });

      it('is a mismatch with another request', async () => {
        await store.append(append('case-a', 0, 'first', command('c', 'one body')));
        expect(await store.append(append('case-a', 1, 'second', command('c', 'another body')))).toEqual({ kind: 'mismatch' });
        expect(await store.head()).toBe(1);
      });

      it('is a mismatch for one of two requests in one batch', async () => {
        const results = await Promise.all([
          store.append(append('case-a', 0, 'one', command('c', 'one body'))),
          store.append(append('case-b', 0, 'two', command('c', 'another body'))),
        ]);
        expect(kindsOf(results).sort()).toEqual(['appended', 'mismatch']);
        expect(await store.head()).toBe(1);
      });
    });

    describe('what a command id led to', () => {
      it('is unknown at first', async () => {
        expect(await store.findCommand(command('c').id)).toBeUndefined();
      });

      it('is the place of its events', async () => {
        await store.append(append('case-a', 0, 'first'));
        await store.append({ ...append('case-a', 1, 'x', command('c')), events: [event('one'), event('two')] });
        expect(await store.findCommand(command('c').id)).toEqual({
          kind: 'appended',
          digest: command('c').digest,
          stream: 'case-a',
          first: 2,
          last: 3,
          version: 3,
        });
      });

      it('is the answer that was remembered', async () => {
        const answer = { kind: 'refused', refusal: { code: 'CASE_CLOSED', details: { zh: '已结案' } } };
        expect(await store.remember(command('c'), answer)).toBe(true);
        expect(await store.findCommand(command('c').id)).toEqual({ kind: 'answered', digest: command('c').digest, answer });
      });

      it('never changes: the first answer stays, and events rule out answers', async () => {
        await store.append(append('case-a', 0, 'first', command('appended')));
        await store.remember(command('answered'), 'first');
        expect(await store.remember(command('appended'), 'too late')).toBe(false);
        expect(await store.remember(command('answered'), 'too late')).toBe(false);
        expect(await store.findCommand(command('answered').id)).toMatchObject({ answer: 'first' });
        expect(await store.append(append('case-a', 1, 'second', command('answered')))).toEqual({ kind: 'conflict' });
        expect(await store.append(append('case-a', 1, 'second', command('answered', 'other')))).toEqual({ kind: 'mismatch' });
        expect(await store.head()).toBe(1);
      });
    });

    describe('reading', () => {
      beforeEach(async () => {
        for (let n = 0; n < 5; n += 1) {
          await store.append({
            ...append('case-a', n * 100, `batch ${n}`),
            events: Array.from({ length: 100 }, (_, i) => event(`${n * 100 + i + 1}`)),
          });
        }
        await store.append(append('case-b', 0, 'last'));
      });

      it('gives a stream from a version on, over several fetches', async () => {
        expect((await all(store.readStream('case-a', 30))).map((e) => e.version)).toEqual(Array.from({ length: 470 }, (_, i) => i + 31));
        expect(await all(store.readStream('case-a', 500))).toEqual([]);
        expect(await all(store.readStream('case-none'))).toEqual([]);
      });

      it('gives the log from a position on, in batches, up to a position', async () => {
        expect((await all(store.readLog(490, { batch: 3 }))).map((e) => e.position)).toEqual([
          491, 492, 493, 494, 495, 496, 497, 498, 499, 500, 501,
        ]);
        expect((await all(store.readLog(10, { batch: 3, upTo: 14 }))).map((e) => e.position)).toEqual([11, 12, 13, 14]);
        expect(await all(store.readLog(501))).toEqual([]);
      });

      it('gives the same event whichever way it is read', async () => {
        const [inLog] = await all(store.readLog(500));
        expect(await all(store.readStream('case-b'))).toEqual([inLog]);
      });
    });
  });
}
