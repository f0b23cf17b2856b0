import type { FastifyRequest } from 'fastify';
import { edgeProblem } from '@huying/platform-nest';

const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
const loopbackAddress = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3}|localhost)$/i;

/** True for an address that only this machine reaches. `0.0.0.0` and `::` are not. */
export const isLoopback = (host: string): boolean => loopbackAddress.test(host);

/**
 * The third condition of the demonstration's routes (DESIGN §9): the `Host` that was asked for is loopback, so that no web page can have
 * a browser fetch a token through a name of its own that points here. Otherwise there is nothing at this address.
 */
export function askedForLoopback(request: FastifyRequest): void {
  if (!loopbackName.test(request.headers.host ?? '')) throw edgeProblem('NOT_FOUND');
}
