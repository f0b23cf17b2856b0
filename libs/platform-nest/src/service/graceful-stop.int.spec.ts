import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { createLogger } from '@huying/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttpApplication } from '../http/http-application.js';
import { closeApplication } from './close-application.js';

let begun: () => void = () => undefined;
let finish: () => void = () => undefined;
let underWay: Promise<void>;
let work: Promise<void>;

@Controller('/v1/slow')
class SlowController {
  @Get()
  async slow() {
    begun();
    await work;
    return { done: true };
  }
}
@Module({ controllers: [SlowController] })
class SlowModule {}

let app: NestFastifyApplication;
let address: string;
/** A caller who keeps his connections, as gateways and browsers do. */
let agent: Agent;

const call = (): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    get(`${address}/v1/slow`, { agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    }).on('error', reject);
  });

const connectionsOf = (application: NestFastifyApplication): Promise<number> =>
  new Promise((resolve, reject) => {
    application.getHttpServer().getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });

beforeEach(async () => {
  underWay = new Promise((resolve) => (begun = resolve));
  work = new Promise((resolve) => (finish = resolve));
  agent = new Agent({ keepAlive: true });
  app = await createHttpApplication({
    module: { module: SlowModule },
    logger: createLogger({ name: 'trial', level: 'silent' }),
    prepare: () => undefined,
  });
  await app.listen(0, '127.0.0.1');
  address = await app.getUrl();
});
afterEach(async () => {
  finish();
  agent.destroy();
  await closeApplication(app);
});

describe('a service that is told to stop', () => {
  it('answers the call that is under way, takes no new one, and is down as soon as it has answered', async () => {
    const answer = call();
    await underWay;
    const closing = closeApplication(app, 60_000);
    await vi.waitFor(() => expect(app.getHttpServer().listening).toBe(false));
    await expect(fetch(`${address}/v1/slow`)).rejects.toThrow();
    finish();

    expect(await answer).toEqual({ status: 200, text: '{"done":true}' });
    // Nothing is cut for a minute: this ends only because the kept connection was closed with its answer.
    await closing;
  }, 20_000);

  it('cuts what has not ended when its patience is over', async () => {
    const answer = call();
    await underWay;
    const cut = expect(answer).rejects.toThrow(/socket hang up|ECONNRESET/);
    await closeApplication(app, 50);
    await cut;
  }, 20_000);

  it('is not held up by a connection over which nothing was ever asked', async () => {
    // Node takes such a connection for a busy one, so that a server would wait for its request for a minute and more.
    const { hostname, port } = new URL(address);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    await vi.waitFor(async () => expect(await connectionsOf(app)).toBe(1));
    const gone = once(silent, 'close');
    await closeApplication(app, 50);
    await gone;
  }, 20_000);
});
