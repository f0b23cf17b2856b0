import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { caseEventTypes } from '@huying/contracts';
import { createMemoryEventStore, toNewEvent } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveFeed } from './live-feed.js';
import { LiveStream } from './live-stream.js';

const type = caseEventTypes.ResultReplied;
const area = '430304900900';
const feeds: LiveFeed[] = [];
afterEach(() => {
  for (const feed of feeds.splice(0)) feed.stop();
});

/** A feed that keeps few events, over a log in memory. */
async function followed(kept = 10) {
  const store = createMemoryEventStore({ now: () => 1_767_225_600_000 });
  let version = 0;
  const append = async (times: number): Promise<void> => {
    const command = { id: randomUUID(), digest: '0'.repeat(64) };
    const at = { caseKey: 'c-1', cycle: undefined, area, data: { via: 'phone' }, sealed: [] };
    const events = Array.from({ length: times }, (_, n) =>
      toNewEvent(
        'intake',
        { ...{ id: randomUUID(), type, stream: 'case-c-1', version: version + n + 1, time: shanghai(0) }, ...at },
        { command, actor: { person: 'P', role: 'ACC' }, correlationId: 'x' },
      ),
    );
    await store.append({ stream: 'case-c-1', expected: version, events, command });
    version += times;
    await expect.poll(() => feed.positions().get('intake')).toBe(version);
  };
  const feed = new LiveFeed({
    readers: new Map([['intake', store]]),
    audiences: () => Promise.resolve(new Map()),
    kept,
    onFault: (_, fault) => {
      throw fault;
    },
  });
  feeds.push(feed);
  feed.start();
  await expect.poll(() => feed.begun).toBe(true);
  return { feed, append };
}
const open = (feed: LiveFeed, heard = true) =>
  new LiveStream({ feed, after: undefined, reset: false, hears: () => Promise.resolve(() => heard), wanted: () => true });
const reading = (stream: LiveStream): { text: string } => {
  const read = { text: '' };
  stream.on('data', (bytes: Buffer) => (read.text += bytes.toString()));
  return read;
};

describe('a stream that nobody writes to', () => {
  it('is kept open by comments, whose id moves on past what its client may not hear', async () => {
    const { feed, append } = await followed();
    const stream = open(feed, false);
    const read = reading(stream);
    await append(3);
    await expect.poll(() => (stream.keepAlive(), read.text)).toContain(': keep-alive\nid: intake:3\n\n');
    expect(read.text).not.toContain('event:');
    stream.destroy();
  });
});

describe('a client that does not read', () => {
  it('holds no more than a buffer, and is cut off once the feed has dropped what comes next for it', async () => {
    const { feed, append } = await followed();
    const stream = open(feed);
    stream.on('error', () => undefined);
    await append(100);
    stream.read(0);
    await turn();
    expect(stream.readableLength).toBeLessThan(20_000);
    for (let n = 0; n < 10 && !stream.destroyed; n += 1) await append(100);

    expect(stream.destroyed).toBe(true);
  });

  it('is forgotten when the gateway stops', async () => {
    const { feed, append } = await followed(1000);
    const stream = open(feed);
    await append(100);
    stream.finish();
    stream.resume();
    await expect.poll(() => stream.closed).toBe(true);
  });
});
