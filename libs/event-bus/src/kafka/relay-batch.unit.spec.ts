import { describe, expect, it } from 'vitest';
import { WrittenLog } from '../log-for-tests.spec.js';
import { readMessage } from './message.js';
import { partitionOf } from './partition-of.js';
import { relayBatch } from './relay-batch.js';

const none = { position: 0, lastPositions: [0, 0, 0] };
const written = async (count: number, data: unknown = {}) => {
  const log = new WrittenLog('intake');
  for (let n = 0; n < count; n += 1) log.write({ type: 't', caseKey: `case ${String(n % 5)}`, data });
  return log.read(0, count);
};

describe('a batch of the relay', () => {
  it('holds no more bytes than it may, and at least one event', async () => {
    const events = await written(20, { text: 'x'.repeat(10_000) });
    const { messages, next } = relayBatch(none, events, 65_536);
    const bytes = messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    expect(messages).toHaveLength(6);
    expect(bytes).toBeLessThanOrEqual(65_536);
    expect(next.position).toBe(6);
    expect(relayBatch(none, events, 1).messages).toHaveLength(1);
  });

  it('names with every event the one before it in its partition, over the limits of batches', async () => {
    const events = await written(40);
    const last = [0, 0, 0];
    for (let at = none as Parameters<typeof relayBatch>[0]; at.position < 40;) {
      const { messages, next } = relayBatch(at, events.slice(at.position, at.position + 7), 1_000_000);
      for (const { headers, partition = 0, key } of messages) {
        expect(partition).toBe(partitionOf(String(key), 3));
        expect(Number(headers?.['previousposition'])).toBe(last[partition]);
        last[partition] = Number(headers?.['position']);
      }
      at = next;
      expect(next.lastPositions).toEqual(last);
    }
  });

  it('carries the exact bytes, and is read back as the event that it was', async () => {
    const events = await written(3, { 诉求: '灯' });
    const { messages } = relayBatch(none, events, 1_000_000);
    const back = messages.map(({ headers = {}, value }) => readMessage('intake', { headers, value: value as Buffer }));
    expect(back.map((received) => received?.event)).toEqual(events);
    expect(messages.every(({ value }, index) => value === events[index]?.body)).toBe(true);
  });
});

describe('a message that is none of ours', () => {
  const read = async (change: (headers: Record<string, string>) => void, value?: Buffer | null) => {
    const [message] = relayBatch(none, await written(1), 1_000).messages;
    const headers = { ...(message?.headers as Record<string, string>) };
    change(headers);
    return readMessage('intake', { headers, value: value === undefined ? (message?.value as Buffer) : value });
  };

  it('is known by its headers and its value', async () => {
    expect(await read(() => undefined)).toBeDefined();
    expect(await read((headers) => delete headers['position'])).toBeUndefined();
    expect(await read((headers) => (headers['position'] = '2'))).toBeUndefined();
    expect(await read((headers) => (headers['previousposition'] = 'x'))).toBeUndefined();
    expect(await read(() => undefined, null)).toBeUndefined();
    expect(await read(() => undefined, Buffer.from('{"position":'))).toBeUndefined();
    expect(await read(() => undefined, Buffer.from('[1]'))).toBeUndefined();
  });
});
