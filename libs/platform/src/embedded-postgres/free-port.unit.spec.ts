import { createServer, type Server } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from './free-port.js';

const listen = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });

it('a free port is one that can be listened on, and that no connection is given by chance', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(ports.every((port) => port >= 10_000 && port < 32_768)).toBe(true);
  const servers = await Promise.all([...new Set(ports)].map(listen));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});
