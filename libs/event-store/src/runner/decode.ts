import type { EventEnvelope } from '@huying/contracts';
import type { Fact, Recorded } from '@huying/kernel';
import type { RecordedEvent } from '../event-store.js';

/** A recorded event as a fold sees it, with the whole envelope and its place beside. */
export type DecodedEvent<F extends Fact = Fact> = Recorded<F> & {
  readonly position: number;
  readonly stream: string;
  readonly caseKey: string | undefined;
  readonly envelope: EventEnvelope<F['data']>;
};

/** Turns an event of an old version into what the newest version of its type would have said. Pure; never touches stored bytes. */
export type Upcaster = (envelope: EventEnvelope) => EventEnvelope;

/** By the CloudEvents `type` that is read: `cn.huying.case.CaseRegistered.v1`. Applied again until no upcaster matches. */
export type Upcasters = ReadonlyMap<string, Upcaster>;

const noUpcasters: Upcasters = new Map();

/** Reads an event's bytes into the shape that `evolve` folds. Parsing is for reading only: the bytes stay the truth. */
export function decodeRecorded<F extends Fact = Fact>(recorded: RecordedEvent, upcasters: Upcasters = noUpcasters): DecodedEvent<F> {
  let envelope = JSON.parse(recorded.body.toString()) as EventEnvelope<F['data']>;
  for (let upcast = upcasters.get(envelope.type); upcast !== undefined; upcast = upcasters.get(envelope.type)) {
    envelope = upcast(envelope);
  }
  // The type parameter is the caller's claim about the stream; the registry and the schema check at writing stand behind it.
  return {
    type: factName(envelope.type),
    data: envelope.data,
    time: envelope.time,
    recordedAt: envelope.recordedat,
    actor: envelope.actor,
    role: envelope.role,
    unit: envelope.unit,
    streamVersion: recorded.version,
    position: recorded.position,
    stream: recorded.stream,
    caseKey: recorded.caseKey,
    envelope,
  } as unknown as DecodedEvent<F>;
}

const factNames = new Map<string, string>();

/** `CaseRegistered` of `cn.huying.case.CaseRegistered.v1`; a type of another form is its own name. */
export function factName(type: string): string {
  let name = factNames.get(type);
  if (name === undefined) {
    name = /^cn\.huying\.[a-z-]+\.([A-Za-z0-9]+)\.v\d+$/.exec(type)?.[1] ?? type;
    factNames.set(type, name);
  }
  return name;
}
