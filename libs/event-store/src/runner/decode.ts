import type { EventEnvelope } from '@huying/contracts';
import type { Fact, Recorded } from '@huying/kernel';
import type { RecordedEvent } from '../event-store.js';

/** A recorded event as a fold sees it, with the whole envelope and its place beside. */
export type DecodedEvent<F extends Fact = Fact> = Recorded<F> & {
  readonly position: number;
  readonly stream: string;
  readonly caseKey: string | undefined;
  /** Every attribute. Parsed when first asked for: folds of a whole log live on the members above. */
  readonly envelope: EventEnvelope<F['data']>;
};

/** Turns an event of an old version into what the newest version of its type would have said. Pure; never touches stored bytes. */
export type Upcaster = (envelope: EventEnvelope) => EventEnvelope;

/** By the CloudEvents `type` that is read: `cn.huying.case.CaseRegistered.v1`. Applied again until no upcaster matches. */
export type Upcasters = ReadonlyMap<string, Upcaster>;

const noUpcasters: Upcasters = new Map();

/**
 * Reads an event's bytes into the shape that `evolve` folds. Parsing is for reading only: the bytes stay the truth.
 * The type parameter is the caller's claim about the stream; the registry and the schema check at writing stand behind it.
 */
export function decodeRecorded<F extends Fact = Fact>(recorded: RecordedEvent, upcasters: Upcasters = noUpcasters): DecodedEvent<F> {
  const decoded = upcasters.has(recorded.type)
    ? fromEnvelope(recorded, upcast(wholeOf(recorded), upcasters))
    : (inFixedOrder(recorded) ?? fromEnvelope(recorded, wholeOf(recorded)));
  return decoded as unknown as DecodedEvent<F>;
}

const wholeOf = ({ body }: RecordedEvent): EventEnvelope => JSON.parse(body.toString()) as EventEnvelope;

function upcast(envelope: EventEnvelope, upcasters: Upcasters): EventEnvelope {
  for (let next = upcasters.get(envelope.type); next !== undefined; next = upcasters.get(envelope.type)) envelope = next(envelope);
  return envelope;
}

/** What folds look at, each member its own; the envelope only when asked for. */
class Decoded {
  readonly type: string;
  readonly streamVersion: number;
  readonly position: number;
  readonly stream: string;
  readonly caseKey: string | undefined;
  #envelope: EventEnvelope | undefined;
  readonly #recorded: RecordedEvent;

  constructor(
    recorded: RecordedEvent,
    type: string,
    readonly data: unknown,
    readonly time: string,
    readonly recordedAt: string,
    readonly actor: string,
    readonly role: string | undefined,
    readonly unit: string | undefined,
    envelope?: EventEnvelope,
  ) {
    this.type = factName(type);
    this.streamVersion = recorded.version;
    this.position = recorded.position;
    this.stream = recorded.stream;
    this.caseKey = recorded.caseKey;
    this.#recorded = recorded;
    this.#envelope = envelope;
  }

  get envelope(): EventEnvelope {
    return (this.#envelope ??= wholeOf(this.#recorded));
  }
}

function fromEnvelope(recorded: RecordedEvent, envelope: EventEnvelope): Decoded {
  const { type, data, time, recordedat, actor, role, unit } = envelope;
  return new Decoded(recorded, type, data, time, recordedat, actor, role, unit, envelope);
}

/**
 * Takes out of the bytes what folds need, without parsing the rest: a third less work for a replay. It leans on the order in which
 * `toNewEvent` writes: attributes are strings, `data` comes last, and inside a JSON string no quotation mark stands unescaped, so the
 * first `,"data":` is the member itself. Undefined for bytes of another form.
 */
function inFixedOrder(recorded: RecordedEvent): Decoded | undefined {
  const { body } = recorded;
  const dataAt = body.indexOf(dataMember);
  if (dataAt < 0) return undefined;
  const attributes = body.toString('latin1', 0, dataAt); // Offsets in this text are offsets in the bytes.
  if (attributes.includes('\\')) return undefined;
  const recordedAt = attribute(body, attributes, ',"recordedat":"');
  const time = attribute(body, attributes, ',"time":"');
  const actor = attribute(body, attributes, ',"actor":"');
  const data = parsed(body.toString('utf8', dataAt + dataMember.length, body.length - 1));
  if (recordedAt === undefined || time === undefined || actor === undefined || data === undefined) return undefined;
  const role = attribute(body, attributes, ',"role":"');
  const unit = attribute(body, attributes, ',"unit":"');
  return new Decoded(recorded, recorded.type, data, time, recordedAt, actor, role, unit);
}

const dataMember = Buffer.from(',"data":');

/**
 * An attribute's value, copied from the bytes: a slice of the text would keep the whole text alive for as long as a state remembers it.
 * Undefined where there is none.
 */
function attribute(body: Buffer, attributes: string, opening: string): string | undefined {
  const at = attributes.indexOf(opening);
  if (at < 0) return undefined;
  const start = at + opening.length;
  return body.toString('utf8', start, attributes.indexOf('"', start));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
