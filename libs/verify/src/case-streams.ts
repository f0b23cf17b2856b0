/** What an event says of itself, as far as a pack can be held to it. */
interface Told {
  readonly subject?: unknown;
  readonly streamversion?: unknown;
  readonly casekey?: unknown;
}

/**
 * Holds the events of a case to what they say of themselves: each is of this case, and of the streams that bear the case's name every
 * event from the first to the last that is there is there. An event in their middle cannot have been left out.
 */
export class CaseStreams {
  private readonly streams = new Map<string, { events: number; last: number }>();

  constructor(readonly caseId: string) {}

  /** @returns whether the event is one of this case's */
  add(event: Uint8Array): boolean {
    const { subject, streamversion, casekey } = toldBy(event);
    if (casekey !== this.caseId || typeof subject !== 'string') return false;
    if (!subject.endsWith(`-${this.caseId}`)) return true;
    const version = Number(streamversion);
    const { events, last } = this.streams.get(subject) ?? { events: 0, last: 0 };
    this.streams.set(subject, { events: events + 1, last: Math.max(last, version) });
    return Number.isSafeInteger(version) && version > 0;
  }

  /** The first stream that lacks an event. */
  broken(): string | undefined {
    return [...this.streams].find(([, { events, last }]) => events !== last)?.[0];
  }
}

function toldBy(event: Uint8Array): Told {
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(event));
    return typeof told === 'object' && told !== null ? told : {};
  } catch {
    return {};
  }
}
