import { systemClock } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import { eventStoreContract } from '../contract-suite/event-store.contract.spec.js';
import { logReaderContract } from '../contract-suite/log-reader.contract.spec.js';
import { all, append, command } from '../contract-suite/samples.spec.js';
import { createMemoryEventStore } from './memory-event-store.js';

eventStoreContract('the store in memory', () => Promise.resolve(createMemoryEventStore(systemClock)));
logReaderContract('the reader of the log in memory', () => {
  const store = createMemoryEventStore(systemClock);
  return Promise.resolve({ store, reader: store });
});

describe('the store in memory', () => {
  it('keeps its stamps in order when its clock goes back', async () => {
    const moments = [2_000, 1_000];
    const store = createMemoryEventStore({ now: () => moments.shift() ?? 0 });
    await store.append(append('case-a', 0, 'one'));
    await store.append(append('case-a', 1, 'two'));
    expect((await all(store.readLog(0))).map((event) => event.recordedAt)).toEqual([2_000, 2_000]);
  });

  it('forgets an answer after seven days', async () => {
    let now = 0;
    const store = createMemoryEventStore({ now: () => now });
    await store.remember(command('c'), 'no');
    now = 7 * 24 * 3_600_000 + 1;
    expect(await store.findCommand(command('c').id)).toBeUndefined();
    expect(await store.append(append('case-a', 0, 'at last', command('c')))).toMatchObject({ kind: 'appended' });
  });
});
