import type { ServiceName } from '@huying/contracts';

type Positions = ReadonlyMap<ServiceName, number>;

interface Waiter {
  readonly seen: Positions;
  readonly resolve: (reached: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

/** Those who wait until a consumer has got as far as they have seen (Huying-Seen). */
export class Arrivals {
  private readonly waiters = new Set<Waiter>();

  /** True while somebody waits. */
  get awaited(): boolean {
    return this.waiters.size > 0;
  }

  wait(now: Positions, seen: Positions, timeoutMs: number): Promise<boolean> {
    if (hasReached(now, seen)) return Promise.resolve(true);
    if (timeoutMs <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const waiter: Waiter = { seen, resolve, timer: setTimeout(() => this.settle(waiter, false), timeoutMs) };
      this.waiters.add(waiter);
    });
  }

  /** To be called whenever the positions have moved. */
  announce(now: Positions): void {
    for (const waiter of this.waiters) if (hasReached(now, waiter.seen)) this.settle(waiter, true);
  }

  /** Nothing more will arrive. */
  giveUp(): void {
    for (const waiter of this.waiters) this.settle(waiter, false);
  }

  private settle(waiter: Waiter, reached: boolean): void {
    clearTimeout(waiter.timer);
    this.waiters.delete(waiter);
    waiter.resolve(reached);
  }
}

function hasReached(now: Positions, seen: Positions): boolean {
  return [...seen].every(([source, position]) => (now.get(source) ?? Infinity) >= position);
}
