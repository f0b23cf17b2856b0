import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoArea } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { busOfThisRun } from '@huying/testing-bus';
import { startSystemForSpecs, type SystemForSpecs } from './system-for-specs.js';

/** The parts of OTLP/JSON that these specs look at. */
interface ExportedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
}
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly ExportedSpan[] }[];
  }[];
}
interface ReceivedSpan extends ExportedSpan {
  readonly service: string;
}

const spans: ReceivedSpan[] = [];
let received = '';
let receiver: Server;
let running: SystemForSpecs | undefined;

/** An OTLP/HTTP receiver: takes what a collector would take. */
const listen = (): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        received += text;
        for (const { resource, scopeSpans } of (JSON.parse(text) as Export).resourceSpans) {
          const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
          spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
        }
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    }).listen(0, '127.0.0.1', () => resolve(server));
  });

beforeAll(async () => {
  receiver = await listen();
  const endpoint = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}`;
  running = await startSystemForSpecs({ bus: busOfThisRun(), tracing: { endpoint, sampleRatio: 1 } });
});
afterAll(async () => {
  await running?.end();
  receiver.close();
});

describe('a traced system', () => {
  it('follows one request from the gateway through the log to every consumer, under the name of each service', async () => {
    const client = running?.client;
    const call = (path: string, as: string, body: object) =>
      client?.call<{ caseId: string }>({ method: 'POST', path, as, key: `traces-${path.length}-${as}`, body });
    const registered = await call('/v1/cases', 'resident', {
      area: demoArea.community,
      service: 'corridor-light',
      description: '二号楼一单元的楼道灯不亮。',
      place: { grid: 'G1', building: 'B2', spot: '1单元2层' },
      contact: 'phone',
      resident: { name: '卫惊蛰', phone: '10090000001' },
    });
    const caseId = registered?.caseId ?? '';
    await call(`/v1/cases/${caseId}/acceptance`, 'clerk', { priority: 'urgent', grid: 'G1', building: 'B2' });

    const route = 'POST /v1/cases/:caseId/acceptance';
    const trace = await vi.waitFor(
      () => {
        const root = spans.findLast((span) => span.service === 'huying-gateway' && span.name === route);
        const all = spans.filter(({ traceId }) => traceId === root?.traceId);
        const seen = new Set(all.map(({ service, name }) => `${service}: ${name}`));
        expect([...seen]).toEqual(
          expect.arrayContaining([
            `huying-gateway: ${route}`,
            'huying-gateway: POST intake',
            `huying-intake: ${route}`,
            'huying-intake: append case',
            'huying-dispatch: process dispatch',
            'huying-dispatch: append order',
            'huying-audit: process audit',
          ]),
        );
        return all;
      },
      { timeout: 30_000, interval: 200 },
    );

    const one = (service: string, name: string) => trace.find((span) => span.service === service && span.name === name);
    const parentOf = (span: ReceivedSpan | undefined) => trace.find(({ spanId }) => spanId === span?.parentSpanId);
    expect(parentOf(one('huying-gateway', 'POST intake'))?.name).toBe(route);
    expect(parentOf(one('huying-intake', route))).toMatchObject({ service: 'huying-gateway', name: 'POST intake' });
    expect(parentOf(one('huying-intake', 'append case'))).toMatchObject({ service: 'huying-intake', name: route });
    expect(parentOf(one('huying-dispatch', 'append order'))).toMatchObject({ service: 'huying-dispatch', name: 'process dispatch' });
  });

  it('tells the receiver nothing of anybody', () => {
    expect(received).not.toMatch(/卫惊蛰|10090000001|楼道灯/);
  });
});
