import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from '@huying/platform/embedded-postgres';

export interface SupervisedPostgres {
  /** The server that runs now; its port and folder are the same in every life. */
  current(): EmbeddedPostgres;
  stop(): Promise<void>;
}

export interface PostgresEvents {
  /** It ended unasked and is started again on the same port. */
  onDeath?(): void;
  /** It could not be started again; the next attempt follows by itself. */
  onFault?(fault: unknown): void;
}

const retryMs = 1_000;

/** Starts PostgreSQL and starts it again whenever it ends unasked: what was committed is in its write-ahead log. */
export async function supervisePostgres(options: EmbeddedPostgresOptions, events: PostgresEvents = {}): Promise<SupervisedPostgres> {
  let stopping = false;
  let server = await startEmbeddedPostgres(options);
  const { port } = server;

  const startAgain = async (): Promise<void> => {
    while (!stopping) {
      try {
        const started = await startEmbeddedPostgres({ ...options, port });
        server = started;
        // Asked to stop while it started.
        if (stopping as boolean) await started.stop();
        return;
      } catch (fault) {
        events.onFault?.(fault);
        await pause(retryMs);
      }
    }
  };
  const keepAlive = async (): Promise<void> => {
    while (!stopping) {
      await server.ended;
      if (stopping as boolean) return;
      events.onDeath?.();
      await startAgain();
    }
  };
  const alive = keepAlive();

  return {
    current: () => server,
    async stop() {
      stopping = true;
      await server.stop();
      await alive;
    },
  };
}
