import type { RecordedEvent } from '@huying/event-store';
import type { Message } from 'kafkajs';
import { keyOf, messageOverheadBytes, toMessage } from './message.js';
import { partitionOf } from './partition-of.js';
import type { RelayCheckpoint } from './relay-leadership.js';

export interface RelayBatch {
  readonly messages: readonly Message[];
  /** Where the log has been carried to once the messages are in the topic. */
  readonly next: RelayCheckpoint;
}

/** The messages of the first of `events`, as many as fit into `bytesMax` (always at least one), and the checkpoint behind them. */
export function relayBatch(from: RelayCheckpoint, events: readonly RecordedEvent[], bytesMax: number): RelayBatch {
  const lastPositions = [...from.lastPositions];
  const messages: Message[] = [];
  let position = from.position;
  let bytes = 0;
  for (const event of events) {
    bytes += event.body.length + messageOverheadBytes;
    if (messages.length > 0 && bytes > bytesMax) break;
    const partition = partitionOf(keyOf(event), lastPositions.length);
    messages.push(toMessage(event, partition, lastPositions[partition] ?? 0));
    lastPositions[partition] = event.position;
    position = event.position;
  }
  return { messages, next: { position, lastPositions } };
}
