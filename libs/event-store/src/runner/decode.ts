import type { EventEnvelope } from '@huying/contracts';
import type { Fact, Recorded } from '@huying/kernel';
import type { RecordedEvent } from '../event-store.js';

/**
 * A recorded event as a fold sees it, with the whole envelope and its place beside. What lies in the bytes is read when it is first asked
 * for: a fold of a whole log asks most events for little, and bytes that are no event fail there. Its members are not its own properties,
 * so it cannot be spread.
 */
export type DecodedEvent<F extends Fact = Fact> = Recorded<F> & {
  readonly position: number;
  readonly stream: string;
  readonly caseKey: string | undefined;
  /** Every attribute. */
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
  const envelope = upcasters.has(recorded.type) ? upcast(wholeOf(recorded), upcasters) : undefined;
  return new Decoded(recorded, envelope) as unknown as DecodedEvent<F>;
}

const wholeOf = ({ body }: RecordedEvent): EventEnvelope => JSON.parse(body.toString()) as EventEnvelope;

function upcast(envelope: EventEnvelope, upcasters: Upcasters): EventEnvelope {
  for (let next = upcasters.get(envelope.type); next !== undefined; next = upcasters.get(envelope.type)) envelope = next(envelope);
  return envelope;
}

class Decoded {
  readonly type: string;
  readonly #recorded: RecordedEvent;
  #envelope: EventEnvelope | undefined;
  #data: unknown;
  #time: string | undefined;

  constructor(recorded: RecordedEvent, envelope: EventEnvelope | undefined) {
    this.type = factName(envelope?.type ?? recorded.type);
    this.#recorded = recorded;
    this.#envelope = envelope;
  }

  get streamVersion(): number {
    return this.#recorded.version;
  }
  get position(): number {
    return this.#recorded.position;
  }
  get stream(): string {
    return this.#recorded.stream;
  }
  get caseKey(): string | undefined {
    return this.#recorded.caseKey;
  }
  get envelope(): EventEnvelope {
    return (this.#envelope ??= wholeOf(this.#recorded));
  }
  get data(): unknown {
    return (this.#data ??= (this.#envelope === undefined ? dataIn(this.#recorded.body) : undefined) ?? this.envelope.data);
  }
  get time(): string {
    return (this.#time ??= this.#attribute(timeOpening) ?? this.envelope.time);
  }
  get recordedAt(): string {
    return this.#attribute(recordedAtOpening) ?? this.envelope.recordedat;
  }
  get actor(): string {
    return this.#attribute(actorOpening) ?? this.envelope.actor;
  }
  get role(): string | undefined {
    return this.#attribute(roleOpening) ?? this.envelope.role;
  }
  get unit(): string | undefined {
    return this.#attribute(unitOpening) ?? this.envelope.unit;
  }

  #attribute(opening: Buffer): string | undefined {
    return this.#envelope === undefined ? attributeIn(this.#recorded.body, opening) : undefined;
  }
}

/*
 * Below, single members are taken out of the bytes without parsing the rest, which is most of the work of a replay. They lean on the form
 * in which `toNewEvent` writes: attributes are strings, `data` is an object and comes last. Each answers undefined for bytes that it is
 * not sure of; these are then parsed whole.
 */

const openingBrace = 0x7b;
const dataOpening = Buffer.from(',"data":');
const timeOpening = Buffer.from(',"time":"');
const recordedAtOpening = Buffer.from(',"recordedat":"');
const actorOpening = Buffer.from(',"actor":"');
const roleOpening = Buffer.from(',"role":"');
const unitOpening = Buffer.from(',"unit":"');

/** Where `data` begins. Inside a JSON string no quotation mark stands unescaped, so the member's name can be nothing else; -1 = unsure. */
function dataStart(body: Buffer): number {
  const brace = body.indexOf(openingBrace, 1); // Most often the first brace of all, and one byte is found fastest.
  if (brace > dataOpening.length && endsWith(body, brace, dataOpening)) return brace;
  const opening = body.indexOf(dataOpening);
  return opening < 0 ? -1 : opening + dataOpening.length;
}

function endsWith(body: Buffer, end: number, what: Buffer): boolean {
  for (let at = 0, from = end - what.length; at < what.length; at += 1) if (body[from + at] !== what[at]) return false;
  return true;
}

function dataIn(body: Buffer): unknown {
  const start = dataStart(body);
  if (start < 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8', start, body.length - 1));
  } catch {
    return undefined; // Another member follows, or these bytes are no event: parsing the whole will tell.
  }
}

/** An attribute's value. */
function attributeIn(body: Buffer, opening: Buffer): string | undefined {
  const at = body.indexOf(opening);
  if (at < 0 || at > dataStart(body)) return undefined;
  const start = at + opening.length;
  const value = body.toString('utf8', start, body.indexOf(quotationMark, start));
  return value.includes('\\') ? undefined : value; // Escaped, or cut at an escaped mark.
}

const quotationMark = 0x22;

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
