import type { ServiceName } from '@huying/contracts';
import { sourceOf } from '@huying/contracts';
import type { LogReader, RecordedEvent } from '@huying/event-store';

export interface TestFact {
  readonly type: string;
  readonly caseKey?: string;
  readonly stream?: string;
  readonly cause?: { readonly source: ServiceName; readonly position: number };
  readonly data?: unknown;
  readonly recordedAt?: number;
}

/** A log in memory, behind the reader's port, whose events are written down by a spec. */
export class WrittenLog implements LogReader {
  private readonly events: RecordedEvent[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(private readonly service: ServiceName) {}

  write({ type, caseKey, stream, cause, data, recordedAt }: TestFact): number {
    const position = this.events.length + 1;
    const subject = stream ?? (caseKey === undefined ? 'trial-1' : `trial-${caseKey}`);
    const version = this.events.filter((event) => event.stream === subject).length + 1;
    const time = recordedAt ?? 1_767_225_600_000 + position;
    const at = new Date(time).toISOString();
    const body = {
      position: String(position),
      recordedat: at,
      id: `event ${this.service}:${String(position)}`,
      source: sourceOf(this.service),
      type,
      subject,
      time: at,
      streamversion: String(version),
      actor: 'person-1',
      ...(caseKey === undefined ? {} : { casekey: caseKey }),
      ...(cause === undefined ? {} : { causesource: sourceOf(cause.source), causeposition: String(cause.position) }),
      data: data === undefined ? {} : data,
    };
    this.events.push({
      position,
      stream: subject,
      version,
      type,
      caseKey,
      time,
      recordedAt: time,
      body: Buffer.from(JSON.stringify(body)),
    });
    for (const listener of this.listeners) listener();
    return position;
  }

  /** The log as an older backup has it. */
  cutTo(length: number): void {
    this.events.length = length;
  }

  read(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return Promise.resolve(this.events.slice(after, after + limit));
  }

  head(): Promise<number> {
    return Promise.resolve(this.events.length);
  }

  onGrowth(listener: () => void): Promise<() => Promise<void>> {
    this.listeners.add(listener);
    return Promise.resolve(() => {
      this.listeners.delete(listener);
      return Promise.resolve();
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
