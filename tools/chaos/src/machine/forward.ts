import { connect, createServer, type Server, type Socket } from 'node:net';

/** Connections to `listen` go on to `to`. */
export interface Way {
  readonly listen: Place;
  readonly to: Place;
}
export interface Place {
  readonly host: string;
  readonly port: number;
}

export interface Forwarding {
  /** Where each way listens, in their order: the port may have been chosen by the system. */
  readonly ports: readonly number[];
  close(): void;
}

/** Hands bytes on in both directions, for as long as both ends stay. */
export async function forward(ways: readonly Way[]): Promise<Forwarding> {
  const sockets = new Set<Socket>();
  const servers = await Promise.all(ways.map((way) => listen(way, sockets)));
  return {
    ports: servers.map((server) => portOf(server)),
    close() {
      for (const server of servers) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function listen({ listen: { host, port }, to }: Way, sockets: Set<Socket>): Promise<Server> {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ ...to, noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined); // Seen as an end.
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a forwarder has no port');
  return address.port;
}
