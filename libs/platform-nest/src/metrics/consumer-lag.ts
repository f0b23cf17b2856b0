import type { ServiceName } from '@huying/contracts';
import type { LogReader } from '@huying/event-store';
import type { CheckpointSample } from './database-sample.js';

export interface ConsumerLag {
  readonly consumer: string;
  readonly source: ServiceName;
  /** Events of the log that the consumer has not settled. */
  readonly events: number;
  /** How long the oldest of them has waited; 0 where there is none. */
  readonly seconds: number;
}

/** How far consumers are behind the logs that they follow. A log that cannot be read now is left out rather than guessed. */
export async function consumerLag(
  checkpoints: readonly CheckpointSample[],
  logReaders: ReadonlyMap<ServiceName, LogReader>,
  now: number,
): Promise<readonly ConsumerLag[]> {
  const lags = await Promise.all([...logReaders].map(([source, reader]) => lagBehind(source, reader, checkpoints, now).catch(() => [])));
  return lags.flat();
}

async function lagBehind(
  source: ServiceName,
  reader: LogReader,
  checkpoints: readonly CheckpointSample[],
  now: number,
): Promise<readonly ConsumerLag[]> {
  const followers = checkpoints.filter((checkpoint) => checkpoint.source === source);
  if (followers.length === 0) return [];
  const head = await reader.head();
  return Promise.all(
    followers.map(async ({ consumer, position }) => {
      const [oldest] = head > position ? await reader.read(position, 1) : [];
      const seconds = oldest === undefined ? 0 : Math.max(0, now - oldest.recordedAt) / 1000;
      return { consumer, source, events: Math.max(0, head - position), seconds };
    }),
  );
}
