import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventStore, LogReader } from '../event-store.js';
import { append, saidIn } from './samples.spec.js';

/** What every log reader promises. `make` gives an empty log, and a reader of it. */
export function logReaderContract(name: string, make: () => Promise<{ store: EventStore; reader: LogReader }>): void {
  describe(name, () => {
    let store: EventStore;
    let reader: LogReader;
    beforeEach(async () => {
      ({ store, reader } = await make());
    });
    afterEach(async () => {
      await reader.close();
      await store.close();
    });

    it('reads up to a limit from a position on, and nothing past the head', async () => {
      for (const n of [0, 1, 2]) await store.append(append('case-a', n, `event ${n}`));
      expect((await reader.read(0, 2)).map(saidIn)).toEqual(['event 0', 'event 1']);
      expect((await reader.read(2, 2)).map(saidIn)).toEqual(['event 2']);
      expect(await reader.read(3, 2)).toEqual([]);
      expect(await reader.head()).toBe(3);
    });

    it('tells that the log has grown', async () => {
      const grown = new Promise<void>((resolve) => void reader.onGrowth(resolve));
      await reader.head(); // The listener stands once this has been answered.
      await store.append(append('case-a', 0, 'first'));
      await grown;
      expect(await reader.head()).toBe(1);
    });

    it('tells nothing to a listener that has gone', async () => {
      let told = 0;
      const stop = await reader.onGrowth(() => (told += 1));
      await stop();
      const other = new Promise<void>((resolve) => void reader.onGrowth(resolve));
      await reader.head();
      await store.append(append('case-a', 0, 'first'));
      await other;
      expect(told).toBe(0);
    });
  });
}
