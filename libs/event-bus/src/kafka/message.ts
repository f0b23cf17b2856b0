import type { ServiceName } from '@huying/contracts';
import type { RecordedEvent } from '@huying/event-store';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

/** What orders events: their case, else their stream. Events of one key are in one partition, in the order of the log. */
export const keyOf = ({ caseKey, stream }: RecordedEvent): string => caseKey ?? stream;

/**
 * An event as a message: its exact bytes as the value (a CloudEvent in structured mode), its key, and in the headers what a consumer
 * needs before it reads the value. `previousposition` is the position before it in the same partition, 0 if there is none: a consumer
 * that has not seen that one knows that it missed something.
 */
export function toMessage(event: RecordedEvent, partition: number, previousPosition: number): Message {
  return {
    key: keyOf(event),
    value: event.body,
    partition,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      type: event.type,
      position: String(event.position),
      previousposition: String(previousPosition),
    },
  };
}

/** What a message takes on the wire beside its value, at most: key, headers and the record's own fields. */
export const messageOverheadBytes = 640;

export interface ReceivedEvent {
  readonly event: RecordedEvent;
  readonly previousPosition: number;
}

/** Reads a message back; undefined when it is none of ours: no position in its headers, or a value that does not say the same. */
export function readMessage(source: ServiceName, { headers, value }: Pick<KafkaMessage, 'headers' | 'value'>): ReceivedEvent | undefined {
  const position = positionIn(headers, 'position');
  const previousPosition = positionIn(headers, 'previousposition');
  if (position === undefined || previousPosition === undefined || value === null || previousPosition >= position) return undefined;
  const body = parsed(value);
  if (body === undefined || body['position'] !== String(position) || !String(body['source']).endsWith(`/${source}`)) return undefined;
  const { subject, type, time, recordedat, streamversion, casekey } = body;
  if (typeof subject !== 'string' || typeof type !== 'string') return undefined;
  const moments = [epoch(time), epoch(recordedat)] as const;
  if (moments[0] === undefined || moments[1] === undefined) return undefined;
  return {
    previousPosition,
    event: {
      position,
      stream: subject,
      version: Number(streamversion),
      type,
      caseKey: typeof casekey === 'string' ? casekey : undefined,
      time: moments[0],
      recordedAt: moments[1],
      body: value,
    },
  };
}

function positionIn(headers: IHeaders | undefined, name: string): number | undefined {
  const value = headers?.[name];
  const text = Array.isArray(value) ? undefined : value?.toString();
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function parsed(value: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(value.toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function epoch(time: unknown): number | undefined {
  if (typeof time !== 'string') return undefined;
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? undefined : ms;
}
