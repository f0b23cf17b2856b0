import { describe, expect, it } from 'vitest';
import { all } from '../contract-suite/samples.spec.js';
import { at, origin, report, repair, stream, bodiesIn, lampTrials } from './lamp-stream.spec.js';

describe('running a command', () => {
  const trial = lampTrials();

  it('records what was decided on the stream as it stands', async () => {
    expect(await trial.runner.run(stream, report(), origin('1'))).toEqual({
      kind: 'accepted',
      stream,
      version: 1,
      first: 1,
      last: 1,
      repeated: false,
    });
    expect(await trial.runner.run(stream, repair, origin('2'))).toEqual({
      kind: 'accepted',
      stream,
      version: 2,
      first: 2,
      last: 2,
      repeated: false,
    });
  });

  it('writes the envelope in its fixed order, all attributes as strings, absent ones left out', async () => {
    await trial.runner.run(stream, report(), {
      ...origin('1'),
      channel: 'phone',
      cause: { source: '/huying/dispatch', position: 87 },
      seen: 'dispatch:87',
      policyVersion: 'v0',
      calendarVersion: '2026-1',
      traceparent: '00-1-2-01',
    });
    const [recorded] = await all(trial.store.readStream(stream));
    const envelope = JSON.parse(recorded?.body.toString() ?? '') as Record<string, unknown>;
    expect(Object.entries(envelope)).toEqual([
      ['position', '1'],
      ['recordedat', at],
      ['specversion', '1.0'],
      ['id', expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)],
      ['source', '/huying/intake'],
      ['type', 'cn.huying.lamp.LampReported.v1'],
      ['subject', stream],
      ['time', at],
      ['datacontenttype', 'application/json'],
      ['dataschema', 'urn:huying:schema:lamp:LampReported:v1'],
      ['streamversion', '1'],
      ['casekey', 'lamp-7'],
      ['cycle', '1'],
      ['area', '430304900900'],
      ['actor', 'person-1'],
      ['role', 'RES'],
      ['unit', 'community'],
      ['channel', 'phone'],
      ['commandid', origin('1').command.id],
      ['correlationid', 'correlation-1'],
      ['causesource', '/huying/dispatch'],
      ['causeposition', '87'],
      ['seen', 'dispatch:87'],
      ['policyversion', 'v0'],
      ['calendarversion', '2026-1'],
      ['traceparent', '00-1-2-01'],
      ['data', { pole: 7 }],
    ]);
    expect(recorded).toMatchObject({ type: envelope['type'], caseKey: 'lamp-7', time: Date.parse(at) });
  });

  it("gives each fact its own time, version and keys, the command's time where it has none", async () => {
    await trial.runner.run(stream, report({ pole: 7, twice: true }), origin('1'));
    expect((await bodiesIn(trial.store)).map(({ time, streamversion, cycle }) => ({ time, streamversion, cycle }))).toEqual([
      { time: at, streamversion: '1', cycle: '1' },
      { time: '2026-06-18T08:30:00.000+08:00', streamversion: '2', cycle: '2' },
    ]);
  });
});
