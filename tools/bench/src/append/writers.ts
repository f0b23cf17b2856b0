/** What one round of concurrent writers came to. */
export interface Round {
  readonly eventsPerSecond: number;
  readonly latenciesMs: readonly number[];
}

/** Keeps `writers` writers busy for `forMs`, each with one write under way at a time. */
export async function runWriters(writers: number, forMs: number, write: () => Promise<void>): Promise<Round> {
  const latenciesMs: number[] = [];
  const started = performance.now();
  const writer = async (): Promise<void> => {
    for (let now = performance.now(); now - started < forMs;) {
      await write();
      const after = performance.now();
      latenciesMs.push(after - now);
      now = after;
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return { eventsPerSecond: (latenciesMs.length / (performance.now() - started)) * 1000, latenciesMs };
}
