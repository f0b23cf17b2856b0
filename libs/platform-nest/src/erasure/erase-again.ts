import type { ServiceName } from '@huying/contracts';
import { decodeRecorded, type EventStore } from '@huying/event-store';
import type { Logger } from '@huying/platform';
import type { Privacy } from '@huying/privacy';
import type { PiiErased } from './erased-keys.decider.js';
import { erasedKeysStream, isKeyOwner } from './erased-keys.streams.js';

/** Erasures that the key store is asked about at once. */
const batch = 500;

/**
 * Carries out again, before the service opens, every erasure that its log records and its key store does not know: the key store was
 * restored from a backup older than them (DESIGN §9). Usually asks once for each 500 erasures and does nothing.
 */
export async function eraseAgain(
  service: ServiceName,
  store: Pick<EventStore, 'readStream'>,
  privacy: Pick<Privacy, 'erase' | 'erasuresMissing'>,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  if (!isKeyOwner(service)) return;
  let waiting = new Map<string, PiiErased['data']>();
  let again = 0;
  const settle = async (): Promise<void> => {
    if (waiting.size === 0) return;
    for (const erasure of await privacy.erasuresMissing([...waiting.keys()])) {
      const record = waiting.get(erasure);
      if (record === undefined) continue;
      await privacy.erase({ erasure, basis: record.basis, at: record.at, subjects: [], kids: record.kids });
      again += 1;
    }
    waiting = new Map();
  };
  for await (const recorded of store.readStream(erasedKeysStream(service))) {
    const { data } = decodeRecorded<PiiErased>(recorded);
    waiting.set(data.erasure, data);
    if (waiting.size === batch) await settle();
  }
  await settle();
  if (again > 0) logger.warn({ erasures: again }, 'the key store was older than the log: recorded erasures were carried out again');
}
