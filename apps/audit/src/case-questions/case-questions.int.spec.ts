import {
  caseEventTypes,
  type AuditedCases,
  type CaseDifferenceAnswer,
  type CaseHistoryAnswer,
  type CaseKnowledgeAnswer,
  type CaseReplayAnswer,
  type CaseStateAnswer,
} from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory, permitCase, permitStory, toRecord, type Told } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
});
afterAll(() => audit.close());

const asked = <Body>(path: string) => audit.asked<Body>(path);

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
