import { eventTypes, type EventEnvelope, type ServiceName } from '@huying/contracts';
import type { RecordedEvent } from '@huying/event-store';
import type { CaseAudience } from './case-audience.projection.js';

/** What a client is told of an event: where it stands and what it is about, and nothing that it says. */
export interface LiveData {
  /** The service whose log it is in, as in `Huying-Seen`. */
  readonly source: ServiceName;
  readonly position: number;
  readonly type: string;
  readonly stream: string;
  readonly caseKey?: string;
  readonly area?: string;
  readonly time: string;
  readonly recordedat: string;
}

/** An event of the feed. Only `data` ever leaves the gateway. */
export interface LiveEvent {
  /** `CaseAccepted`: the name of the client's event. */
  readonly name: string;
  /** `case`: the category of its stream. */
  readonly category: string;
  readonly recordedAt: number;
  readonly audience: CaseAudience | undefined;
  readonly data: LiveData;
}

const typeForm = /^cn\.huying\.[a-z]+\.([A-Za-z]+)\.v\d+$/;

/** The name of an event type for people and filters; the whole type where it is not one of ours. */
const nameOf = (type: string): string => eventTypes.get(type)?.name ?? typeForm.exec(type)?.[1] ?? type;

/** Takes from an event what clients may be told. @throws SyntaxError on bytes that are no JSON: a damaged log */
export function liveEventOf(source: ServiceName, recorded: RecordedEvent, audience: CaseAudience | undefined): LiveEvent {
  const { position, type, stream, caseKey, recordedAt, body } = recorded;
  const { time, recordedat, area, data } = JSON.parse(body.toString('utf8')) as EventEnvelope<{ readonly area?: unknown }>;
  // The first events of a stream are recorded before its area is known; they say it themselves, or their case does.
  const place = area ?? (typeof data.area === 'string' ? data.area : audience?.area);
  return {
    name: nameOf(type),
    category: stream.slice(0, stream.indexOf('-')),
    recordedAt,
    audience,
    data: {
      ...{ source, position, type, stream },
      ...(caseKey === undefined ? {} : { caseKey }),
      ...(place === undefined ? {} : { area: place }),
      ...{ time, recordedat },
    },
  };
}
