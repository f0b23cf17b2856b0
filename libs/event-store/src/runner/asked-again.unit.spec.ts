import { describe, expect, it } from 'vitest';
import { type LampCommand, decisions, at, actor, origin, report, repair, stream, lampTrials } from './lamp-stream.spec.js';

describe('a command asked again under the same id', () => {
  const trial = lampTrials();

  it('answers as the first time, without deciding again', async () => {
    await trial.runner.run(stream, report(), origin('1'));
    await trial.runner.run(stream, repair, origin('2'));
    expect(await trial.runner.run(stream, report(), origin('1'))).toEqual({
      kind: 'accepted',
      stream,
      version: 1,
      first: 1,
      last: 1,
      repeated: true,
    });
    expect(decisions).toEqual(['Report', 'Repair']);
  });

  it('answers mismatch to another request', async () => {
    await trial.runner.run(stream, report(), origin('1', 'one body'));
    expect(await trial.runner.run(stream, report(), origin('1', 'another body'))).toEqual({ kind: 'mismatch' });
  });

  it('keeps a final refusal, though the stream would allow it by now', async () => {
    const refusal = { kind: 'refused', refusal: { code: 'NO_SUCH_LAMP', details: { hint: 'report it first' } } };
    expect(await trial.runner.run(stream, repair, origin('1'))).toEqual(refusal);
    await trial.runner.run(stream, report(), origin('2'));
    expect(await trial.runner.run(stream, repair, origin('1'))).toEqual(refusal);
    expect(await trial.runner.run(stream, repair, origin('1', 'another body'))).toEqual({ kind: 'mismatch' });
  });

  it('keeps that nothing changed', async () => {
    await trial.runner.run(stream, report(), origin('1'));
    await trial.runner.run(stream, repair, origin('2'));
    const unchanged = { kind: 'unchanged', stream, version: 2 };
    expect(await trial.runner.run(stream, repair, origin('3'))).toEqual(unchanged);
    await trial.runner.run(stream, report(), origin('4'));
    expect(await trial.runner.run(stream, repair, origin('3'))).toEqual(unchanged);
  });

  it('decides anew after a transient refusal', async () => {
    const wait: LampCommand = { type: 'RepairWhenDark', at, actor, data: {} };
    expect(await trial.runner.run(stream, wait, origin('1'))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'STILL_LIGHT', transient: true },
    });
    expect(await trial.runner.run(stream, report(), origin('1'))).toMatchObject({ kind: 'accepted', repeated: false });
  });
});
