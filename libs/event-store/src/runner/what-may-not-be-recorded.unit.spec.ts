import { happened } from '@huying/kernel';
import { describe, expect, it } from 'vitest';
import {
  clock,
  definition,
  lamp,
  lampTrials,
  origin,
  repair,
  report,
  stream,
  type LampCommand,
  type LampEvent,
} from './lamp-stream.spec.js';
import { createRunner } from './runner.js';

describe('a fact that may not be recorded', () => {
  const trial = lampTrials();

  it.each([
    ['breaks its schema', { pole: 'seven' }, 'cn.huying.lamp.LampReported.v1 breaks its own schema: /pole must be integer'],
    ['holds what its schema does not know', { pole: 7, phone: '13800000000' }, 'must NOT have additional properties'],
  ])('throws when it %s, and tells no value', async (_, data, message) => {
    const wrong = { ...report(), data } as unknown as LampCommand;
    const reckless = createRunner({
      store: trial.store,
      definition: { ...definition, decider: { ...lamp, decide: () => happened({ type: 'LampReported', data } as unknown as LampEvent) } },
      service: 'intake',
      clock,
    });
    const run = reckless.run(stream, wrong, origin('1'));
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.not.toThrow(/13800000000|seven/);
    expect(await trial.store.head()).toBe(0);
  });

  it('throws when it exceeds 16 KiB', async () => {
    const long: LampCommand = { ...repair, data: { by: 'x'.repeat(16_384) } };
    await trial.runner.run(stream, report(), origin('1'));
    await expect(trial.runner.run(stream, long, origin('2'))).rejects.toThrow('keep its large parts by digest');
  });

  it('throws when it belongs to another service or another category of streams', async () => {
    const elsewhere = createRunner({ store: trial.store, definition, service: 'dispatch', clock });
    await expect(elsewhere.run(stream, report(), origin('1'))).rejects.toThrow('belongs to intake');
    await expect(trial.runner.run('order-7', report(), origin('1'))).rejects.toThrow('belongs on case-* streams');
  });
});
