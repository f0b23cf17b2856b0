import { describe, expect, it } from 'vitest';
import { all } from '../contract-suite/samples.spec.js';
import { decodeRecorded } from './decode.js';
import { at, origin, report, stream, lampTrials } from './lamp-stream.spec.js';

describe('reading old bytes', () => {
  const trial = lampTrials();

  it('folds what an upcaster makes of them, and leaves the bytes as they are', async () => {
    await trial.runner.run(stream, report(), origin('1'));
    const [recorded] = await all(trial.store.readStream(stream));
    if (recorded === undefined) return expect.fail('nothing was recorded');
    const upcasters = new Map([
      [
        'cn.huying.lamp.LampReported.v1',
        (old: ReturnType<typeof decodeRecorded>['envelope']) => ({
          ...old,
          type: 'cn.huying.lamp.LampReported.v2',
          data: { ...old.data, pole: 7, street: '430304900' },
        }),
      ],
    ]);
    expect(decodeRecorded(recorded, upcasters)).toMatchObject({
      type: 'LampReported',
      data: { pole: 7, street: '430304900' },
      time: at,
      recordedAt: at,
      actor: 'person-1',
      streamVersion: 1,
      position: 1,
    });
    expect(decodeRecorded(recorded)).toMatchObject({ type: 'LampReported', data: { pole: 7 } });
  });
});
