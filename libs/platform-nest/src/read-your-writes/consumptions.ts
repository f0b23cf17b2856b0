import type { ServiceName } from '@huying/contracts';
import type { Consumption } from '@huying/event-bus';
import type { Seen } from './seen.js';

/** A running consumer of this service and the logs that it follows. */
export interface NamedConsumption {
  readonly consumer: string;
  readonly sources: readonly ServiceName[];
  readonly consumption: Consumption;
}

/** All running consumers of one service: how far its tables have followed which log. The event transport adds each as it starts. */
export class Consumptions {
  private readonly running: NamedConsumption[] = [];

  add(consumption: NamedConsumption): void {
    this.running.push(consumption);
  }

  all(): readonly NamedConsumption[] {
    return this.running;
  }

  /** The position up to which *every* consumer of a log has applied it. */
  positions(): Seen {
    const positions = new Map<ServiceName, number>();
    for (const { consumption, sources } of this.running) {
      const applied = consumption.positions();
      for (const source of sources) {
        const position = applied.get(source) ?? 0;
        positions.set(source, Math.min(positions.get(source) ?? position, position));
      }
    }
    return positions;
  }

  /** Resolves true once every consumer has applied what `seen` names of the logs that it follows; false after `timeoutMs`. */
  async reached(seen: Seen, timeoutMs: number): Promise<boolean> {
    const waits = this.running.flatMap(({ consumption, sources }) => {
      const awaited = new Map([...seen].filter(([source]) => sources.includes(source)));
      return awaited.size === 0 ? [] : [consumption.reached(awaited, timeoutMs)];
    });
    return (await Promise.all(waits)).every(Boolean);
  }
}
