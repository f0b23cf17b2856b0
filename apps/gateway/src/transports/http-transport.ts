import { Pool } from 'undici';
import { ServiceAway, type ServiceTransport } from './service-transport.js';

/** Longer than a service waits for its reader (2 s) and for a database that restarts (15 s). */
const answerTimeoutMs = 20_000;
const connectTimeoutMs = 2_000;
const connectionsMax = 64;

/** To a service in another process, over kept-alive HTTP connections. Bodies of answers are passed on as they arrive. */
export function httpTransport(url: string): ServiceTransport {
  const pool = new Pool(url, {
    connections: connectionsMax,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
  });
  return {
    withinProcess: false,
    async send({ method, path, headers, body }) {
      try {
        const answer = await pool.request({ method, path, headers, ...(body === undefined ? {} : { body }) });
        return { status: answer.statusCode, headers: answer.headers, body: answer.body };
      } catch (cause) {
        throw new ServiceAway('the service gave no answer', { cause });
      }
    },
    close: () => pool.destroy(),
  };
}
