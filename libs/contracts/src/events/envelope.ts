import type { SealedPart } from './sealed-part.js';

/**
 * One event as stored, sent, hashed and served: CloudEvents 1.0, structured JSON (DESIGN §3). Attribute values are strings.
 * `position` and `recordedat` are spliced in front by the store and are present on every recorded event.
 */
export interface EventEnvelope<Data = unknown> {
  /** Dense position in the service's log, from 1. */
  readonly position: string;
  /** When the log took it: the store's clock, Asia/Shanghai, never decreasing along a log. */
  readonly recordedat: string;
  readonly specversion: '1.0';
  /** UUIDv7. */
  readonly id: string;
  /** `/huying/<service>` */
  readonly source: string;
  /** `cn.huying.<context>.<Event>.v<n>` */
  readonly type: string;
  /** The stream: `<category>-<id>`. */
  readonly subject: string;
  /** When it happened. ISO 8601, milliseconds, offset. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** Version in its stream, from 1. */
  readonly streamversion: string;
  /** The case that it belongs to, where it belongs to one; Kafka's partition key. */
  readonly casekey?: string;
  readonly cycle?: string;
  readonly area?: string;
  /** Opaque person id, or `system:<name>`. */
  readonly actor: string;
  readonly role?: string;
  readonly unit?: string;
  readonly onbehalfof?: string;
  readonly channel?: string;
  readonly device?: string;
  readonly commandid: string;
  readonly correlationid: string;
  /** The event that caused it, where one of another log did. */
  readonly causesource?: string;
  readonly causeposition?: string;
  /** Positions of other logs that the decider had read: `intake:120 dispatch:87`. */
  readonly seen?: string;
  readonly policyversion?: string;
  readonly calendarversion?: string;
  readonly traceparent?: string;
  readonly data: Data & { readonly sealed?: readonly SealedPart[]; readonly breaches?: readonly string[] };
}
