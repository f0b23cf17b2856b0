import type { SealedPart } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import type { Sealer } from '../sealer.js';
import { origin, report, stream, runnerOn, bodiesIn, lampTrials } from './lamp-stream.spec.js';

describe('running a command with personal parts', () => {
  const trial = lampTrials();

  it('records them sealed under the id, type and stream of their event, and never in the clear', async () => {
    const asked: unknown[] = [];
    const sealer: Sealer = {
      seal(secrets, context) {
        asked.push({ secrets, context });
        const sealed: SealedPart = { part: 'words', alg: 'A256GCM-HKDF-SHA256', kid: 'k', salt: 's', kc: 'c', ct: 'x' };
        return Promise.resolve([sealed]);
      },
    };
    await runnerOn(trial.store, { sealer }).run(stream, report({ pole: 7, words: '三楼王大爷' }), origin('1'));
    const [envelope] = await bodiesIn(trial.store);
    expect(asked).toEqual([
      {
        secrets: [{ part: 'words', person: 'p1', value: '三楼王大爷' }],
        context: { id: envelope?.['id'], type: 'cn.huying.lamp.LampReported.v1', subject: stream },
      },
    ]);
    expect(envelope?.['data']).toEqual({
      pole: 7,
      sealed: [{ part: 'words', alg: 'A256GCM-HKDF-SHA256', kid: 'k', salt: 's', kc: 'c', ct: 'x' }],
    });
    expect(JSON.stringify(envelope)).not.toContain('王大爷');
  });

  it('throws where nobody can seal them, and records nothing', async () => {
    await expect(trial.runner.run(stream, report({ pole: 7, words: 'x' }), origin('1'))).rejects.toThrow('no sealer');
    expect(await trial.store.head()).toBe(0);
  });
});
