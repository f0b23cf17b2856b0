import type { Consumption, ConsumptionStatus } from '@huying/event-bus';
import type { LogReader } from '@huying/event-store';
import { describe, expect, it } from 'vitest';
import { Consumptions } from '../read-your-writes/consumptions.js';
import { followingChecks } from './consumer-checks.js';
import { readinessOf, type ReadinessCheck } from './readiness.js';

const planted = '张三 13800000000';
const check = (name: string, fault?: string, weight: ReadinessCheck['weight'] = 'blocks'): ReadinessCheck => ({
  name,
  weight,
  check: () => Promise.resolve(fault),
});

describe('readiness', () => {
  it('names what fails and why, and what is well', async () => {
    expect(await readinessOf([check('event-store', 'gone'), check('key-store')])).toStrictEqual({
      ready: false,
      degraded: false,
      checks: { 'event-store': 'gone', 'key-store': 'ok' },
    });
  });

  it('stays while what fails does not keep calls from being answered', async () => {
    expect(await readinessOf([check('bus broker', 'no leader', 'tells')])).toStrictEqual({
      ready: true,
      degraded: true,
      checks: { 'bus broker': 'no leader' },
    });
  });

  it('tells the kind of an error, and not its words', async () => {
    const failing: ReadinessCheck = {
      name: 'event-store',
      check: () => Promise.reject(new Error(planted, { cause: Object.assign(new Error(planted), { code: 'ECONNREFUSED' }) })),
    };

    expect((await readinessOf([failing])).checks).toStrictEqual({ 'event-store': 'failed (ECONNREFUSED)' });
  });

  it('does not wait for what does not answer', async () => {
    expect((await readinessOf([{ name: 'key-store', check: () => new Promise(() => undefined) }], 10)).checks).toStrictEqual({
      'key-store': 'no answer within 10 ms',
    });
  });
});

describe('what a service follows', () => {
  const consumer = (name: string, status: ConsumptionStatus) => ({
    consumer: name,
    sources: ['intake'] as const,
    consumption: {
      consumer: name,
      positions: () => new Map(),
      reached: () => Promise.resolve(true),
      status: () => status,
      parked: () => Promise.resolve([]),
      release: () => Promise.resolve(0),
      resume: () => Promise.resolve(false),
      stop: () => Promise.resolve(),
    } satisfies Consumption,
  });
  const readinessWith = (status: ConsumptionStatus, parts: Parameters<typeof followingChecks>[0]['bus']['parts'] = []) => {
    const consumptions = new Consumptions();
    consumptions.add(consumer('board', { state: 'running' }));
    consumptions.add(consumer('desk', status));
    const reader = { head: () => Promise.resolve(7) } as LogReader;
    return readinessOf(followingChecks({ consumptions, logReaders: new Map([['intake', reader]]), bus: { parts } }));
  };

  it('is told by consumer, log and part of the bus', async () => {
    expect(await readinessWith({ state: 'running' }, [{ name: 'broker', fault: () => Promise.resolve(undefined) }])).toStrictEqual({
      ready: true,
      degraded: false,
      checks: { 'consumer board': 'ok', 'consumer desk': 'ok', 'log of intake': 'ok', 'bus broker': 'ok' },
    });
  });

  it('is not ready once a consumer has stopped, and says which one and why', async () => {
    expect(await readinessWith({ state: 'stopped', reason: 'ConsumerHalt: a hole' })).toMatchObject({
      ready: false,
      checks: { 'consumer board': 'ok', 'consumer desk': 'stopped: ConsumerHalt: a hole' },
    });
  });

  it('is degraded while a consumer waits for a fault to pass', async () => {
    expect(await readinessWith({ state: 'paused', reason: 'TransientFault: later' })).toMatchObject({
      ready: true,
      degraded: true,
      checks: { 'consumer desk': 'paused: TransientFault: later' },
    });
  });

  it('is degraded while the broker is away', async () => {
    expect(await readinessWith({ state: 'running' }, [{ name: 'broker', fault: () => Promise.resolve('no answer') }])).toMatchObject({
      ready: true,
      degraded: true,
      checks: { 'bus broker': 'no answer' },
    });
  });
});
