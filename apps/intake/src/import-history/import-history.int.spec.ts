import type { ImportRow, ImportRows } from '@huying/contracts';
import type { ForeignFact } from '@huying/domain-foreign';
import { decodeRecorded, type DecodedEvent } from '@huying/event-store';
import { derivedId, newId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeForTests, staff } from '../intake-for-tests.spec.js';

const planted = 'Li Jianguo 13812345678';
const row = (caseId: string, identity: string, change: Partial<ImportRow> = {}): ImportRow => ({
  case: caseId,
  identity,
  at: '2011-10-11T13:45:40.276+02:00',
  timeText: '2011-10-11 13:45:40.276000+02:00',
  locator: 'line 2',
  kind: 'activity',
  activity: 'Check confirmation',
  resource: 'Resource21',
  personal: { note: planted },
  source: `${caseId},Check confirmation,${planted}`,
  ...change,
});

describe('importing rows over HTTP', () => {
  let intake: IntakeForTests;
  beforeAll(async () => {
    intake = await IntakeForTests.start();
  });
  afterAll(() => intake.stop());

  const importing = (rows: readonly ImportRow[], key?: string, file = 'a'.repeat(64)) => {
    const body: ImportRows = { system: 'permits', format: 'xes-csv', file, rows };
    return intake.call('POST', '/v1/imports/rows', staff('SEC'), body, key);
  };
  const caseIdOf = (name: string): string => derivedId('foreign', 'permits', name);
  async function history(name: string): Promise<readonly DecodedEvent<ForeignFact>[]> {
    const events: DecodedEvent<ForeignFact>[] = [];
    for await (const recorded of intake.intakeLog.readStream(`foreign-${caseIdOf(name)}`)) events.push(decodeRecorded(recorded));
    return events;
  }

  it('records each row once, at its own time, under a case of its own', async () => {
    const answer = await importing([row('a', '1'), row('b', '1'), row('a', '2', { at: '2011-10-12T08:00:00.000+02:00' })]);
    expect(answer).toMatchObject({ status: 200, body: { recorded: 3, corrected: 0, unchanged: 0, caseId: caseIdOf('a') } });
    const events = await history('a');
    expect(events.map(({ time, type }) => [time, type])).toEqual([
      ['2011-10-11T13:45:40.276+02:00', 'ForeignActivityRecorded'],
      ['2011-10-12T08:00:00.000+02:00', 'ForeignActivityRecorded'],
    ]);
    expect(events[0]?.envelope).toMatchObject({ casekey: caseIdOf('a'), actor: 'P-SEC', role: 'SEC' });
    expect(Date.parse(events[0]?.envelope.recordedat ?? '')).toBeGreaterThan(Date.parse('2026-01-01'));
  });

  it('keeps what is personal out of the event in the clear', async () => {
    await importing([row('sealed', '1', { resource: planted, about: { responsible: planted, channel: planted } })]);
    const [event] = await history('sealed');
    expect(JSON.stringify(event?.envelope)).not.toMatch(/Jianguo|138123/);
    expect(event?.envelope.data.sealed?.map(({ part }) => part)).toEqual(['source', 'personal']);
    expect(event?.data.resource).toMatch(/^p-[0-9a-f]{16}$/);
  });

  it('adds nothing when the rows come again, and a visible correction when one has changed', async () => {
    const rows = [row('again', '1'), row('again', '2')];
    await importing(rows);
    expect((await importing(rows)).body).toMatchObject({ recorded: 0, corrected: 0, unchanged: 2 });
    const elsewhere = rows.map((each, at) => ({ ...each, locator: `line ${at + 50}`, source: `"${each.source}"` }));
    expect((await importing(elsewhere, newId(), 'b'.repeat(64))).body).toMatchObject({ unchanged: 2 });
    const changed = [rows[0], row('again', '2', { resource: 'Resource22' })].filter((each) => each !== undefined);
    expect((await importing(changed, newId(), 'c'.repeat(64))).body).toMatchObject({ recorded: 0, corrected: 1, unchanged: 1 });
    const events = await history('again');
    expect(events.map(({ type }) => type)).toEqual(['ForeignActivityRecorded', 'ForeignActivityRecorded', 'ForeignActivityCorrected']);
    expect(events[2]?.data).toMatchObject({ resource: 'Resource22', corrects: { digest: events[1]?.data.digest } });
  });

  it('answers a repeated batch as the first time, without looking again', async () => {
    const key = newId();
    const rows = [row('repeat', '1'), row('repeat', '1', { resource: 'Resource22' })];
    const first = await importing(rows, key);
    expect(first.body).toMatchObject({ recorded: 1, corrected: 1, unchanged: 0 });
    expect((await importing(rows, key)).body).toEqual(first.body);
    expect(await history('repeat')).toHaveLength(2);
    expect(await importing([row('repeat', '9')], key)).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_MISMATCH' } });
  });

  it('takes a case of more rows than one command may record', async () => {
    const rows = Array.from({ length: 250 }, (_, at) => row('long', String(at)));
    expect((await importing(rows)).body).toMatchObject({ recorded: 250 });
    expect((await history('long')).map(({ data }) => data.row)).toEqual(rows.map(({ identity }) => identity));
  });

  it('takes rows of one case that arrive in two batches at once, each once', async () => {
    const batches = [0, 1, 2, 3].map((batch) => Array.from({ length: 20 }, (_, at) => row('race', String(batch * 10 + at))));
    const answers = await Promise.all(batches.map((rows) => importing(rows)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set((await history('race')).map(({ data }) => data.row)).size).toBe(50);
    expect(await history('race')).toHaveLength(50);
  });

  it('keeps an event small, however long its row', async () => {
    const long = '字'.repeat(80_000);
    expect((await importing([row('huge', '1', { source: long, personal: { note: long } })])).body).toMatchObject({ recorded: 1 });
    const [event] = await history('huge');
    expect(event?.data.provenance).toMatchObject({ kept: 'digest', bytes: 240_000 });
  });

  it.each([
    ['no rows', { rows: [] }],
    ['a row without a case', { rows: [{ ...row('x', '1'), case: '' }] }],
    ['a time that is none', { rows: [row('x', '1', { at: '2011-02-30T00:00:00.000+02:00' })] }],
    ['a field that is not known', { rows: [{ ...row('x', '1'), colour: 'red' }] }],
    ['more rows than a batch may hold', { rows: Array.from({ length: 501 }, (_, at) => row('x', String(at))) }],
  ])('refuses a body with %s, and records nothing', async (_what, change) => {
    const head = await intake.intakeLog.head();
    const body = { system: 'permits', format: 'xes-csv', file: 'a'.repeat(64), ...change };
    const answer = await intake.call('POST', '/v1/imports/rows', staff('SEC'), body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(answer.text).not.toContain(planted);
    expect(await intake.intakeLog.head()).toBe(head);
  });
});
