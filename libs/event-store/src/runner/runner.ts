import type { EventType, SealedPart, ServiceName } from '@huying/contracts';
import { shanghai, type Command, type Fact, type Json, type NewFact, type Recorded, type Refusal } from '@huying/kernel';
import { newId, type Clock } from '@huying/platform';
import type { CommandRecord, EventStore, NewEvent } from '../event-store.js';
import type { Origin, Outcome, Runner, StreamDefinition } from '../runner-contract.js';
import type { Sealer } from '../sealer.js';
import { isMet } from './condition.js';
import { decodeRecorded, type Upcasters } from './decode.js';
import { canonical, toNewEvent } from './envelope.js';
import { SchemaCheck } from './schema-check.js';

export interface RunnerOptions<State, C extends Command, F extends Fact, Code extends string> {
  readonly store: EventStore;
  readonly definition: StreamDefinition<State, C, F, Code>;
  /** The service that owns the streams; becomes the events' `source`. */
  readonly service: ServiceName;
  readonly clock: Clock;
  /** Seals facts' secrets. Without it a fact with secrets is a bug and throws. */
  readonly sealer?: Sealer;
  readonly upcasters?: Upcasters;
  /** How often a command is decided anew when its stream moves on, before the answer is `contended`. */
  readonly attemptsMax?: number;
}

/** Carries out the commands of one stream category: see {@link Runner}. */
export function createRunner<State, C extends Command, F extends Fact, Code extends string>(
  options: RunnerOptions<State, C, F, Code>,
): Runner<C, Code> {
  return new StreamRunner(options);
}

interface Loaded<State> {
  readonly state: State;
  readonly version: number;
}

class StreamRunner<State, C extends Command, F extends Fact, Code extends string> implements Runner<C, Code> {
  private readonly schemas = new SchemaCheck();

  constructor(private readonly options: RunnerOptions<State, C, F, Code>) {}

  async open(stream: string, command: C, origin: Origin): Promise<Outcome<Code>> {
    const { definition } = this.options;
    const decision = definition.decider.decide(command, definition.decider.initial);
    if (decision.kind === 'happened' && decision.facts.length > 0 && isMet(origin.condition, { stream, version: 0 })) {
      const outcome = await this.append(stream, { state: definition.decider.initial, version: 0 }, command, decision.facts, origin);
      if (outcome !== undefined) return outcome;
    }
    // Refused, without effect, or in conflict with what is remembered under this id: the first answer, if there is one, counts.
    return this.run(stream, command, origin);
  }

  async run(stream: string, command: C, origin: Origin): Promise<Outcome<Code>> {
    const { store, definition, attemptsMax = 8 } = this.options;
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const [known, loaded] = await Promise.all([store.findCommand(origin.command.id), this.load(stream)]);
      if (known !== undefined) return firstAnswer(known, origin);
      // Compared with the version that the append expects: where the stream moves on in between, the append conflicts and we are here again.
      if (!isMet(origin.condition, { stream, version: loaded.version })) return this.changed(stream, loaded, origin);
      const decision = definition.decider.decide(command, loaded.state);
      if (decision.kind === 'refused') {
        const outcome = { kind: 'refused', refusal: decision.refusal } as const;
        if (decision.refusal.transient === true || (await this.remembered(origin, outcome))) return outcome;
      } else if (decision.facts.length === 0) {
        const outcome = { kind: 'unchanged', stream, version: loaded.version } as const;
        if (await this.remembered(origin, outcome)) return outcome;
      } else {
        const outcome = await this.append(stream, loaded, command, decision.facts, origin);
        if (outcome !== undefined) return outcome;
      }
    }
    return { kind: 'contended' };
  }

  /** What moved the stream on may have been this very command, sent twice at once: then that is the first answer. */
  private async changed(stream: string, { version }: Loaded<State>, origin: Origin): Promise<Outcome<Code>> {
    const known = await this.options.store.findCommand(origin.command.id);
    return known === undefined ? { kind: 'changed', stream, version } : firstAnswer(known, origin);
  }

  /** Undefined on a conflict: look up, load and decide again. */
  private async append(
    stream: string,
    loaded: Loaded<State>,
    command: C,
    facts: readonly NewFact<F>[],
    origin: Origin,
  ): Promise<Outcome<Code> | undefined> {
    const events = await this.complete(stream, loaded, command, facts, origin);
    const result = await this.options.store.append({ stream, expected: loaded.version, events, command: origin.command });
    switch (result.kind) {
      case 'appended': {
        const { version, first, last, repeated } = result;
        return { kind: 'accepted', stream, version, first, last, repeated };
      }
      case 'mismatch':
        return result;
      case 'conflict':
        return undefined;
    }
  }

  private async load(stream: string): Promise<Loaded<State>> {
    const { store, definition, upcasters } = this.options;
    let { initial: state }: { initial: State } = definition.decider;
    let version = 0;
    for await (const recorded of store.readStream(stream)) {
      state = definition.decider.evolve(state, decodeRecorded<F>(recorded, upcasters));
      version = recorded.version;
    }
    return { state, version };
  }

  /** False where the id has led to something else meanwhile: then that is the first answer, and the next look-up finds it. */
  private remembered(
    origin: Origin,
    outcome: { kind: 'refused'; refusal: Refusal<Code> } | { kind: 'unchanged'; stream: string; version: number },
  ): Promise<boolean> {
    return this.options.store.remember(origin.command, outcome as unknown as Json);
  }

  /** Facts to bytes. Keys are those of the state with the fact in it: the fact that opens a case or a cycle belongs to it. */
  private async complete(
    stream: string,
    loaded: Loaded<State>,
    command: C,
    facts: readonly NewFact<F>[],
    origin: Origin,
  ): Promise<NewEvent[]> {
    const { definition, service, clock } = this.options;
    const now = shanghai(clock.now());
    const events: NewEvent[] = [];
    let { state, version } = loaded;
    for (const fact of facts) {
      version += 1;
      const type = this.typeOf(fact, stream);
      const time = canonical(fact.time ?? command.at);
      const data = fact.data as Readonly<Record<string, unknown>>;
      this.schemas.check(type, data);
      const id = newId();
      const sealed = await this.seal(fact, { id, type: type.type, subject: stream });
      state = definition.decider.evolve(state, recordedForm(fact, sealed, { time, recordedAt: now, streamVersion: version }, origin));
      const { caseKey, cycle, area = origin.actor.area } = definition.keys?.(stream, state) ?? {};
      events.push(toNewEvent(service, { id, type, stream, version, time, caseKey, cycle, area, data, sealed }, origin));
    }
    return events;
  }

  private typeOf(fact: F, stream: string): EventType {
    const types: Readonly<Partial<Record<string, EventType>>> = this.options.definition.types;
    const type = types[fact.type];
    if (type === undefined) throw new TypeError(`${fact.type} is no type of this stream: declare it in contracts`);
    if (type.owner !== this.options.service) throw new TypeError(`${type.type} belongs to ${type.owner}, not to ${this.options.service}`);
    if (!stream.startsWith(`${type.category}-`))
      throw new TypeError(`${type.type} belongs on ${type.category}-* streams, not on ${stream}`);
    return type;
  }

  private async seal(fact: NewFact<F>, context: { id: string; type: string; subject: string }): Promise<readonly SealedPart[]> {
    if (fact.secrets === undefined || fact.secrets.length === 0) return [];
    if (this.options.sealer === undefined) throw new TypeError(`${context.type} has secrets, and this runner has no sealer`);
    return this.options.sealer.seal(fact.secrets, context);
  }
}

function firstAnswer<Code extends string>(known: CommandRecord, origin: Origin): Outcome<Code> {
  if (known.digest !== undefined && known.digest !== origin.command.digest) return { kind: 'mismatch' };
  if (known.kind === 'appended') {
    const { stream, version, first, last } = known;
    return { kind: 'accepted', stream, version, first, last, repeated: true };
  }
  // Written by `remembered` above, in this shape.
  return known.answer as unknown as Outcome<Code>;
}

/** The fact as the log will give it back; `recordedAt` is this process's guess, which no key may hang on. */
function recordedForm<F extends Fact>(
  fact: NewFact<F>,
  sealed: readonly SealedPart[],
  stamps: { time: string; recordedAt: string; streamVersion: number },
  { actor }: Origin,
): Recorded<F> {
  const data = sealed.length === 0 ? fact.data : { ...(fact.data as object), sealed };
  return {
    type: fact.type,
    data,
    actor: actor.person,
    role: actor.role,
    ...(actor.unit === undefined ? {} : { unit: actor.unit }),
    ...stamps,
  } as unknown as Recorded<F>;
}
