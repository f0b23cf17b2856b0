import { createLogReader, createPostgresEventStore } from '@huying/event-store';
import { defaultTopicSettings, relayBatch, type RelayBatch } from '@huying/event-bus';
import type { BenchDatabase } from '../bench-database.js';
import { sampleAppend } from '../append/sample-event.js';

/** Appends under way at once. */
const together = 256;

/** Events and bytes in one send, at most: what the bus sets by itself. */
export const sendBatch = 500;
export const sendBytesMax = 524_288;

/** Records `events` registered cases of 700 bytes each in the log. */
export async function fillLog({ applicationUrl }: BenchDatabase, events: number): Promise<void> {
  const store = createPostgresEventStore({ connectionString: applicationUrl });
  for (let recorded = 0; recorded < events; recorded += together) {
    const appends = Array.from({ length: Math.min(together, events - recorded) }, () => store.append(sampleAppend()));
    if ((await Promise.all(appends)).some(({ kind }) => kind !== 'appended')) throw new Error('a sample event was not accepted');
  }
  await store.close();
}

/** The sends that carry the log, as the relay makes them: the same messages, cut at the same places. */
export async function sendsOf({ readerUrl }: BenchDatabase): Promise<readonly RelayBatch['messages'][]> {
  const log = createLogReader({ connectionString: readerUrl });
  const sends: RelayBatch['messages'][] = [];
  let at = { position: 0, lastPositions: new Array<number>(defaultTopicSettings.partitions).fill(0) as readonly number[] };
  for (;;) {
    const events = await log.read(at.position, sendBatch);
    if (events.length === 0) break;
    const { messages, next } = relayBatch(at, events, sendBytesMax);
    sends.push(messages);
    at = next;
  }
  await log.close();
  return sends;
}
