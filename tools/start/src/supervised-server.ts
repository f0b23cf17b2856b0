import { setTimeout as pause } from 'node:timers/promises';

/** A server of ours that listens on a port and may end unasked. */
export interface Server {
  readonly port: number;
  readonly pid: number;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface SupervisedServer<Running extends Server> {
  /** The server that runs now; its port and folder are the same in every life. */
  current(): Running;
  stop(): Promise<void>;
}

export interface ServerEvents {
  /** It ended unasked and is started again on the same port. */
  onDeath?(): void;
  /** It could not be started again; the next attempt follows by itself. */
  onFault?(fault: unknown): void;
}

const retryMs = 1_000;

/**
 * Starts a server (PostgreSQL, the Kafka broker) and starts it again whenever it ends unasked: what it acknowledged is in its log.
 *
 * @param start starts it; on the given port where there is one
 */
export async function superviseServer<Running extends Server>(
  start: (port?: number) => Promise<Running>,
  events: ServerEvents = {},
): Promise<SupervisedServer<Running>> {
  let stopping = false;
  let server = await start();
  const { port } = server;

  const startAgain = async (): Promise<void> => {
    while (!stopping) {
      try {
        const started = await start(port);
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
