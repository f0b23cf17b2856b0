import { caseEventTypes, foreignEventTypes } from '@huying/contracts';
import type {
  AuditedCases,
  CaseDifferenceAnswer,
  CaseHistoryAnswer,
  CaseKnowledgeAnswer,
  CaseReplayAnswer,
  CaseStateAnswer,
  CompletenessAnswer,
} from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { busOfThisRun } from '@huying/testing-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from './audit-under-test.spec.js';
import { area, lampCase, lampStory, permitCase, permitStory, toRecord, type Told } from './case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
});
afterAll(() => audit.close());

const asked = async <Body>(path: string): Promise<Body> => {
  const { status, body } = await audit.ask(path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as Body;
};
const cases = async (query: string) => (await asked<AuditedCases>(`/v1/audit/cases?${query}`)).items.map(({ caseId }) => caseId);

describe("audit's copy", () => {
  it('holds every event of every log byte for byte', async () => {
    for (const service of ['intake', 'dispatch'] as const) {
      const rows = await audit.query<{ body: Buffer; position: string }>(
        'application',
        'SELECT position, body FROM audit_log.event WHERE source = $1 ORDER BY position',
        [service],
      );
      const original: Buffer[] = [];
      for await (const event of audit.store(service).readLog(0)) original.push(event.body);
      expect(original.length).toBeGreaterThan(5);
      expect(rows.map(({ body }) => body)).toEqual(original);
    }
  });

  it('states up to which position it is complete', async () => {
    const { sources } = await asked<CompletenessAnswer>('/v1/audit/completeness');
    expect(sources.map(({ source }) => source)).toEqual(['audit', 'dispatch', 'intake', 'reporting', 'volunteers']);
    for (const { source, completeUpTo } of sources)
      if (source !== 'audit') expect(completeUpTo).toBe(await audit.store(source as 'intake').head());
  });

  it.each(["UPDATE audit_log.event SET actor = 'nobody'", 'DELETE FROM audit_log.event', 'TRUNCATE audit_log.event'])(
    'refuses the owner of the database and its own service alike: %s',
    async (statement) => {
      await expect(audit.query('owner', statement)).rejects.toThrow('append-only');
      await expect(audit.query('application', statement)).rejects.toMatchObject({ code: '42501' });
    },
  );
});

describe('the index of cases', () => {
  it('equals a rebuild from position 0, and keeps parked what it cannot fold', async () => {
    const broken = derivedId('case', 'broken');
    const unfoldable: Told = {
      service: 'intake',
      stream: `foreign-${broken}`,
      caseKey: broken,
      type: foreignEventTypes.ForeignActivityRecorded,
      at: '2026-06-19T09:00:00.000+08:00',
      data: { system: 'permits', case: 'broken', row: 'r1' },
      person: 'importer-1',
    };
    await audit.tell([unfoldable]);
    const { parked } = await asked<AuditedCases>('/v1/audit/cases?limit=1');
    expect(parked).toBe(1);
    expect((await audit.file('/v1/audit/exports/xes', 'AUD')).bytes.toString()).toContain('<int key="huying:parked" value="1"/>');
    expect((await audit.ask('/v1/audit/exports/ocel')).body).toMatchObject({ huying: { parked: 1 } });
    expect((await audit.ask('/v1/audit/conformance')).body).toMatchObject({ parked: 1 });
    const [copied] = await audit.query<{ n: string }>('application', 'SELECT count(*) AS n FROM audit_log.event WHERE casekey = $1', [
      broken,
    ]);
    expect(copied?.n).toBe('1');
    expect(await audit.differencesFromRebuild()).toEqual([]);

    const at = '/v1/operations/consumers/audit';
    const told = await audit.operate('GET', at);
    expect(told.body).toMatchObject({ items: [{ service: 'audit', consumer: 'audit', state: 'running', parkedEvents: 1 }] });
    const { body } = await audit.operate('GET', `${at}/audit/parked`);
    expect(body).toMatchObject({ items: [{ source: 'intake', caseKeys: [broken], type: foreignEventTypes.ForeignActivityRecorded.type }] });
    const release = (consumer: string) => audit.operate('POST', `${at}/${consumer}/parked/${broken}/release`, { reason: 'drill' });
    expect(await release('audit')).toMatchObject({ status: 409, body: { code: 'STILL_POISON' } });
    expect(await release('nobody')).toMatchObject({ status: 404, body: { code: 'CONSUMER_NOT_FOUND' } });
    expect((await audit.operate('POST', `${at}/audit/restart`, { reason: 'drill' })).body).toEqual({ restarted: false });
    expect((await audit.operate('POST', `${at}/audit/restart`, { reason: 'because' })).status).toBe(400);
  });
});

describe('the publication of audit’s own log', () => {
  it('is told to operators, who can have it made again where a bus carries it', async () => {
    const at = '/v1/operations/publications/audit';
    expect((await audit.operate('GET', at)).body).toMatchObject({ service: 'audit', state: 'publishing', reason: null });
    const republish = (from: number) => audit.operate('POST', `${at}/republish`, { from, reason: 'drill' });
    expect((await republish(0)).status).toBe(400);
    if (busOfThisRun() === 'postgres') {
      expect(await republish(1)).toMatchObject({ status: 409, body: { code: 'LOG_NOT_CARRIED' } });
      return;
    }
    expect(await republish(1_000_000)).toMatchObject({ status: 409, body: { code: 'POSITION_NOT_PUBLISHED' } });
    expect(await republish(1)).toMatchObject({ status: 200, body: { from: 1 } });
    await expect
      .poll(async () => (await audit.operate('GET', at)).body, { timeout: 20_000 })
      .toMatchObject({ state: 'publishing', position: await audit.store('audit').head() });
    expect(await audit.differencesFromRebuild()).toEqual([]);
  });
});

describe('finding cases', () => {
  it('finds native and imported cases by what is clear', async () => {
    expect(await cases('source=huying')).toEqual([lampCase]);
    expect(await cases('source=permits&status=open')).toEqual([permitCase]);
    expect(await cases('service=corridor-lamp')).toEqual([lampCase]);
    expect(await cases('responsible=steward-1')).toEqual([lampCase]);
    expect(await cases('responsible=Resource21')).toEqual([permitCase]);
    expect(await cases('text=check%20CONFIRMATION')).toEqual([permitCase]);
    expect(await cases('from=2026-01-01T00:00:00Z&to=2026-07-01T00:00:00Z')).toEqual([lampCase]);
    expect(await cases('text=100%25')).toEqual([]);
  });

  it('tells how each stands', async () => {
    const { items, parked } = await asked<AuditedCases>('/v1/audit/cases?source=huying');
    expect(items[0]).toMatchObject({
      kind: 'native',
      status: 'S60',
      statusName: { zh: '已结案' },
      open: false,
      responsible: { person: 'steward-1', unit: 'property-1' },
      openedAt: '2026-06-15T09:00:00.000+08:00',
      closedAt: '2026-06-18T10:05:00.000+08:00',
      events: 13,
    });
    expect(parked).toBeLessThanOrEqual(1);
  });

  it('gives pages that neither skip nor repeat a case', async () => {
    const first = await asked<AuditedCases>('/v1/audit/cases?limit=1');
    expect(first.items).toHaveLength(1);
    const second = await asked<AuditedCases>(`/v1/audit/cases?limit=1&cursor=${first.nextCursor ?? ''}`);
    expect(new Set([...first.items, ...second.items].map(({ caseId }) => caseId))).toEqual(new Set([lampCase, permitCase]));
    expect(second.nextCursor).toBeUndefined();
  });

  it('shows an auditor the cases of his own area only', async () => {
    expect((await audit.ask('/v1/audit/cases?source=huying', area.slice(0, 6))).body['items']).toHaveLength(1);
    expect((await audit.ask('/v1/audit/cases?source=huying', '430305')).body['items']).toEqual([]);
    expect((await audit.ask(`/v1/audit/cases/${lampCase}/history`, '430305')).status).toBe(404);
  });

  it('refuses unknown parameters and times in the wrong order', async () => {
    expect((await audit.ask('/v1/audit/cases?colour=red')).body['code']).toBe('INVALID_REQUEST');
    expect((await audit.ask('/v1/audit/cases?from=2026-07-01T00:00:00Z&to=2026-06-01T00:00:00Z')).body['code']).toBe(
      'TIMES_IN_WRONG_ORDER',
    );
  });
});

describe('a case', () => {
  it('has its whole history, sealed parts by name only', async () => {
    const { events, positions } = await asked<CaseHistoryAnswer>(`/v1/audit/cases/${lampCase}/history`);
    expect(events).toHaveLength(13);
    expect(events[0]).toMatchObject({
      sealed: ['words', 'contact'],
      actor: { person: 'clerk-1' },
      cause: null,
      source: 'intake',
      position: 1,
    });
    expect(events[0]?.data).not.toHaveProperty('sealed');
    expect(events[3]).toMatchObject({ source: 'dispatch', cause: { source: 'intake', position: 3 } });
    expect(positions['dispatch']).toBe(7);
  });

  it('is found by the number that it had at its source', async () => {
    const replay = await asked<CaseReplayAnswer>('/v1/audit/cases/case-1/replay');
    expect(replay).toMatchObject({ caseId: permitCase, kind: 'imported', source: 'permits', originalCase: 'case-1' });
    expect(replay.frames).toHaveLength(4);
    expect(replay.state?.status).toBe('open');
  });

  it('is asked for by its id where two sources use the same number', async () => {
    await audit.tell([
      ...permitStory('case-7', derivedId('foreign', 'permits', 'case-7')),
      ...permitStory('case-7', derivedId('foreign', 'parking', 'case-7'), 'parking'),
    ]);
    const { status, body } = await audit.ask('/v1/audit/cases/case-7/history');
    expect([status, body['code']]).toEqual([409, 'CASE_AMBIGUOUS']);
    expect(body['details']).toMatchObject({ sources: expect.arrayContaining(['permits', 'parking']) as unknown });
  });

  it('is found though its source dates its end before its first row', async () => {
    const closedAt = '2011-10-01T00:00:00.000+02:00';
    const early = derivedId('foreign', 'permits', 'case-9');
    await audit.tell(permitStory('case-9', early, 'permits', { closedAt }));
    const { items } = await asked<AuditedCases>('/v1/audit/cases?source=permits&status=closed');
    expect(items).toMatchObject([{ caseId: early, open: false, events: 4 }]);
  });

  it('that nobody knows is 404, in both languages', async () => {
    const { status, body } = await audit.ask('/v1/audit/cases/nothing/replay');
    expect([status, body['code']]).toEqual([404, 'CASE_NOT_FOUND']);
    expect(body['detailZh']).toContain('没有这个诉求');
  });

  it('stands, at a moment of its life, as it then stood', async () => {
    const path = `/v1/audit/cases/${lampCase}/state?occurredBy=${encodeURIComponent('2026-06-16T12:00:00.000+08:00')}`;
    const answer = await asked<CaseStateAnswer>(path);
    expect(answer.state).toMatchObject({ status: 'S30', holder: { person: 'steward-1' }, deadlines: [{ timer: 'TM08' }] });
    expect(answer.foldedEvents).toBe(8);
  });

  it('stands, by what was known at a moment, without what was recorded later', async () => {
    const { events } = await asked<CaseHistoryAnswer>(`/v1/audit/cases/${lampCase}/history`);
    const signed = events.find(({ name }) => name.en === 'Case signed');
    const knownBy = encodeURIComponent(signed?.recordedAt ?? '');
    const answer = await asked<CaseStateAnswer>(`/v1/audit/cases/${lampCase}/state?knownBy=${knownBy}`);
    const dispatchKnown = answer.positions['dispatch'] ?? 0;
    expect(dispatchKnown).toBeGreaterThanOrEqual(signed?.position ?? Infinity);
    expect(answer.foldedEvents).toBe(events.filter(({ source, position }) => position <= (answer.positions[source] ?? 0)).length);
    const never = await asked<CaseStateAnswer>(`/v1/audit/cases/${lampCase}/state?knownBy=2020-01-01T00:00:00Z`);
    expect(never.state).toBeNull();
    expect(never.positions).toMatchObject({ intake: 0, dispatch: 0 });
  });
});

describe('two states of a case', () => {
  const difference = (query: string) => asked<CaseDifferenceAnswer>(`/v1/audit/cases/${lampCase}/difference?${query}`);

  it('differ in what the events between them have changed', async () => {
    const [from, to] = ['2026-06-15T12:00:00.000+08:00', '2026-06-16T12:00:00.000+08:00'].map(encodeURIComponent);
    const there = await difference(`fromOccurredBy=${from ?? ''}&toOccurredBy=${to ?? ''}`);
    expect(there).toMatchObject({ from: { state: { status: 'S20' } }, to: { state: { status: 'S30' } }, removed: [] });
    expect(there.added.map(({ name }) => name.en)).toEqual(['Case signed', 'Resident contacted']);
    expect(there.changes).toContainEqual({ field: 'status', from: 'S20', to: 'S30' });
    const back = await difference(`fromOccurredBy=${to ?? ''}&toOccurredBy=${from ?? ''}`);
    expect([back.added, back.removed]).toEqual([[], there.added]);
  });

  it('differ by what became known between two moments', async () => {
    const learnt = await difference('fromKnownBy=2020-01-01T00:00:00Z');
    expect(learnt).toMatchObject({ from: { state: null, foldedEvents: 0, positions: { intake: 0 } }, to: { state: { status: 'S60' } } });
    expect(learnt.added).toHaveLength(13);
  });
});

describe('whoever decided an event of a case', () => {
  it('knew his own log up to it, of the others what the event says, and nothing else', async () => {
    const caseId = derivedId('case', 'known');
    const [registered, assigned, accepted, taken, dispatched] = lampStory(caseId);
    if (!registered || !assigned || !accepted || !taken || !dispatched) throw new Error('the story is too short');
    await audit.tell([registered, assigned, accepted, taken]);
    const intake = await audit.store('intake').head();
    await audit.tell([{ ...registered, type: caseEventTypes.FirstContactDischarged, data: { person: 'clerk-1', replied: true } }]);
    await audit.tell([{ ...dispatched, seen: `intake:${String(intake)}` }]);
    const position = await audit.store('dispatch').head();

    const answer = await asked<CaseKnowledgeAnswer>(`/v1/audit/cases/${caseId}/knowledge?source=dispatch&position=${String(position)}`);

    expect(answer).toMatchObject({ knownEvents: 4, seen: { intake, dispatch: position - 1 }, state: { status: 'S10' } });
    expect(answer.event).toMatchObject({ name: { en: 'Case dispatched' } });
    expect(answer.unseen.map(({ name }) => name.en)).toEqual(['First contact discharged']);
    const { status, body } = await audit.ask(`/v1/audit/cases/${caseId}/knowledge?source=volunteers&position=1`);
    expect([status, body['code']]).toEqual([404, 'EVENT_NOT_OF_CASE']);
  });
});

describe('what was known at a moment', () => {
  it('never holds an effect without its cause, though another clock recorded it earlier', async () => {
    const caseId = derivedId('case', 'skewed');
    const cause: Told = {
      service: 'intake',
      stream: `case-${caseId}`,
      caseKey: caseId,
      type: caseEventTypes.CaseAccepted,
      at: '2026-06-20T09:00:00.000+08:00',
      data: {},
      person: 'clerk-1',
    };
    const head = await audit.store('intake').head();
    // The effect is appended, and so recorded, before its cause: the skew of two clocks.
    const effect: Told = { ...cause, service: 'dispatch', stream: `order-${caseId}`, cause: { source: 'intake', position: head + 1 } };
    await audit.tell([{ ...effect, cause: { source: 'intake', position: 1 } }]);
    const before = await audit.store('dispatch').head();
    const { positions: vector } = await appendedSkewed(effect, cause);
    expect(vector).toMatchObject({ intake: head, dispatch: before });
  });
});

/** Appends the effect first and its cause after it, and asks what was known in between. */
async function appendedSkewed(effect: Told, cause: Told): Promise<CaseHistoryAnswer> {
  const dispatch = audit.store('dispatch');
  await dispatch.append({
    stream: effect.stream,
    expected: 1,
    events: [toRecord(effect, 2)],
    command: { id: derivedId('skewed'), digest: '0'.repeat(64) },
  });
  let recordedAt = 0;
  for await (const event of dispatch.readStream(effect.stream)) recordedAt = event.recordedAt;
  while (Date.now() <= recordedAt + 1) await Promise.resolve();
  await audit.tell([cause]);
  const knownBy = encodeURIComponent(new Date(recordedAt).toISOString());
  return asked<CaseHistoryAnswer>(`/v1/audit/cases/${lampCase}/history?knownBy=${knownBy}`);
}

describe("an auditor's question", () => {
  it('is recorded before it is answered, and what was asked is sealed', async () => {
    const head = await audit.store('audit').head();
    await asked(`/v1/audit/cases/${lampCase}/history`);
    const recorded: string[] = [];
    for await (const event of audit.store('audit').readLog(head)) recorded.push(event.body.toString());
    expect(recorded).toHaveLength(1);
    const envelope = JSON.parse(recorded[0] ?? '{}') as {
      type: string;
      actor: string;
      data: { query: string; sealed: { part: string }[] };
    };
    expect(envelope).toMatchObject({ type: 'cn.huying.audit.AuditQueryRun.v1', actor: 'unit:audit', data: { query: 'history' } });
    expect(envelope.data.sealed.map(({ part }) => part)).toEqual(['question', 'asker']);
    expect(recorded[0]).not.toContain(lampCase);
    expect(recorded[0]).not.toContain('auditor-1');
  });
});
