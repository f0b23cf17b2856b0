import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below every ephemeral range in use (Linux 32768, IANA and others 49152): the kernel gives these ports to no outgoing connection and to no
 * `listen(0)`, so nothing takes one by chance between this answer and its use, as happened to systems that were started side by side.
 */
const [lowest, beyond] = [10_000, 32_768];
const tries = 100;

/** A TCP port on loopback that was free a moment ago. A program that wants that very port may still take it first. */
export async function freePort(): Promise<number> {
  for (let n = 0; n < tries; n += 1) {
    const port = randomInt(lowest, beyond);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port was found between ${String(lowest)} and ${String(beyond - 1)}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
