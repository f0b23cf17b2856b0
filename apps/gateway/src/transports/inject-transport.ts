import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { internalTokenHeader, vouchingFor, type RunningService } from '@huying/platform-nest';
import { ServiceAway, type ServiceTransport } from './service-transport.js';

type Injectable = Pick<RunningService, 'app'>;

/** To a service in the same process, through Fastify's `inject`: no socket, the same hooks, the same token. */
export function injectTransport({ app }: Injectable): ServiceTransport {
  const fastify = app.getHttpAdapter().getInstance();
  return {
    withinProcess: true,
    async send({ method, path, headers, body, streams = false, vouchedWith }) {
      const inject = () =>
        fastify.inject({
          method: method as 'GET',
          url: path,
          headers,
          payloadAsStream: streams,
          ...(body === undefined ? {} : { payload: body }),
        });
      try {
        const token = headers[internalTokenHeader];
        const answer = await (token === undefined || vouchedWith === undefined ? inject() : vouchingFor(token, vouchedWith, inject));
        return { status: answer.statusCode, headers: answer.headers, body: streams ? streamOf(answer) : answer.rawPayload };
      } catch (cause) {
        throw new ServiceAway('the service in this process has stopped', { cause });
      }
    },
    close: () => Promise.resolve(),
  };
}

/** The answer while it is made. Who stops reading ends the making too, as the end of a connection would. */
function streamOf(answer: { stream(): Readable; readonly raw: { readonly res: ServerResponse } }): Readable {
  const body = answer.stream();
  return body.once('close', () => {
    if (!body.readableEnded) answer.raw.res.destroy();
  });
}
