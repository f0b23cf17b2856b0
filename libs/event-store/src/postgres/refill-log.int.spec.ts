import type { TestDatabase } from '@huying/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, command, kindsOf } from '../contract-suite/samples.spec.js';
import type { Append, CommandIdentity, EventStore, NewEvent } from '../event-store.js';
import { ask, migratedDatabase } from './migrated-database.spec.js';
import { createPostgresEventStore } from './postgres-event-store.js';
import { RefillRefused, refillLog } from './refill-log.js';

/** An event whose bytes say everything that the columns beside them repeat, as the runner makes them. */
function completed(stream: string, version: number, by: CommandIdentity): NewEvent {
  const cause = { source: 'dispatch', position: 7 };
  const time = '2026-06-18T09:00:00.123+08:00';
  const attributes = {
    type: 'cn.huying.case.Noted.v1',
    subject: stream,
    time,
    streamversion: String(version),
    casekey: stream,
    commandid: by.id,
    causesource: cause.source,
    causeposition: String(cause.position),
    data: { words: '路灯不亮 \u0001' },
  };
  return { type: attributes.type, time: Date.parse(time), caseKey: stream, cause, body: Buffer.from(JSON.stringify(attributes)) };
}

const append = (stream: string, expected: number, count: number, name: string): Append => {
  const by = command(name);
  const events = Array.from({ length: count }, (_, n) => completed(stream, expected + n + 1, by));
  return { stream, expected, events, command: by };
};

const everyColumnButTheDigest = `SELECT position, stream, version, type, command_id, n, case_key, cause_source, cause_position,
  occurred_at, recorded_at, encode(body, 'hex') AS body FROM event_store.event ORDER BY position`;

describe('refilling a log that was restored from an older backup', () => {
  let original: TestDatabase;
  let restored: TestDatabase;
  let bodies: readonly Buffer[];
  /** Events 1 and 2 were in the backup; 3 to 8 came later, 3 to 5 by one command. */
  const inBackup = 2;

  beforeEach(async () => {
    [original, restored] = [await migratedDatabase(), await migratedDatabase()];
    const store = createPostgresEventStore({ connectionString: original.applicationUrl });
    await store.append(append('case-a', 0, 1, 'first'));
    await store.append(append('case-b', 0, 1, 'second'));
    await store.append(append('case-a', 1, 3, 'three at once'));
    for (const version of [1, 2, 3]) await store.append(append('case-b', version, 1, `later ${version}`));
    bodies = (await all(store.readLog(0))).map(({ body }) => body);
    await store.close();
    const [backup] = await ask<{ rows: object }>(
      original.ownerUrl,
      `SELECT json_agg(e) AS rows FROM event_store.event e WHERE position <= ${inBackup}`,
    );
    const [head] = await ask<{ recorded_at: Date }>(original.ownerUrl, `SELECT recorded_at FROM event_store.event WHERE position = 2`);
    await ask(restored.ownerUrl, 'INSERT INTO event_store.event SELECT * FROM json_populate_recordset(NULL::event_store.event, $1)', [
      JSON.stringify(backup?.rows),
    ]);
    await ask(restored.ownerUrl, 'UPDATE event_store.head SET position = 2, recorded_at = $1', [head?.recorded_at]);
  });
  afterEach(async () => {
    await original.drop();
    await restored.drop();
  });

  async function* inBatches(...batches: (readonly Buffer[])[]): AsyncGenerator<readonly Buffer[]> {
    for (const batch of batches) yield await Promise.resolve(batch);
  }
  const store = (): EventStore => createPostgresEventStore({ connectionString: restored.applicationUrl });
  const lengthOfLog = async (): Promise<number> =>
    (await ask<{ position: string }>(restored.ownerUrl, 'SELECT position FROM event_store.event')).length;

  it('gives back every position, stamp, column and byte, whatever batches they come in', async () => {
    const head = await refillLog(restored.ownerUrl, inBatches(bodies.slice(2, 4), [], bodies.slice(4)));
    expect(head).toBe(8);
    expect(await ask(restored.ownerUrl, everyColumnButTheDigest)).toEqual(await ask(original.ownerUrl, everyColumnButTheDigest));
  });

  it('goes on where an interrupted refill ended', async () => {
    await refillLog(restored.ownerUrl, inBatches(bodies.slice(2, 4)));
    expect(await refillLog(restored.ownerUrl, inBatches(bodies.slice(4)))).toBe(8);
  });

  it('lets the log go on: the next event has the next position, and is not stamped earlier than the last', async () => {
    await refillLog(restored.ownerUrl, inBatches(bodies.slice(2)));
    const open = store();
    expect(await open.append(append('case-a', 4, 1, 'after the recovery'))).toMatchObject({ kind: 'appended', first: 9, version: 5 });
    const stamps = (await all(open.readLog(0))).map(({ recordedAt }) => recordedAt);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    await open.close();
  });

  it('recognises a repeated command of a refilled event by its id, alone or beside others, and records nothing again', async () => {
    await refillLog(restored.ownerUrl, inBatches(bodies.slice(2)));
    const open = store();
    expect(await open.findCommand(command('three at once').id)).toMatchObject({ kind: 'appended', digest: undefined, first: 3, last: 5 });
    const results = await Promise.all([
      open.append(append('case-a', 1, 3, 'three at once')),
      open.append({ ...append('case-b', 1, 1, 'later 1'), command: command('later 1', 'another request') }),
      open.append(append('case-c', 0, 1, 'new')),
    ]);
    expect(results).toMatchObject([
      { kind: 'appended', first: 3, last: 5, version: 4, repeated: true },
      { kind: 'appended', first: 6, version: 2, repeated: true },
      { kind: 'appended', first: 9, repeated: false },
    ]);
    // Of what was in the backup, the digest is known as before.
    expect(kindsOf([await open.append({ ...append('case-a', 0, 1, 'first'), command: command('first', 'another request') })])).toEqual([
      'mismatch',
    ]);
    await open.close();
  });

  it.each([
    ['skips a position', () => bodies.slice(3), 'position 4 was given where 3 belongs'],
    ['repeats a position', () => [bodies[2], bodies[2]], 'position 3 was given where 4 belongs'],
    ['leaves out a version of a stream', () => [altered(2, '"streamversion":"2"', '"streamversion":"3"')], 'does not go on its stream'],
    ['was recorded before the log it continues', () => [altered(2, '"recordedat":"2', '"recordedat":"1')], 'was recorded before'],
    ['is no event', () => [Buffer.from('{')], 'invalid input syntax for type json'],
  ])('refuses a copy that %s, and keeps nothing of it', async (_, copy, sentence) => {
    const refilling = refillLog(restored.ownerUrl, inBatches(copy() as Buffer[]));
    await expect(refilling).rejects.toThrow(RefillRefused);
    await expect(refilling).rejects.toThrow(sentence);
    expect(await lengthOfLog()).toBe(inBackup);
  });

  const altered = (index: number, text: string, by: string): Buffer => {
    const before = String(bodies[index]);
    expect(before).toContain(text);
    return Buffer.from(before.replace(text, by));
  };

  it('is for the owner alone', async () => {
    for (const url of [restored.applicationUrl, restored.readerUrl]) {
      await expect(refillLog(url, inBatches(bodies.slice(2)))).rejects.toThrow('permission denied');
    }
    expect(await lengthOfLog()).toBe(inBackup);
  });
});
