import { caseEventTypes, orderEventTypes, type AskedQuestions, type FoundEvents, type SavedQueries } from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { area, lampCase, lampStory, permitStory, type Told } from '../case-story.spec.js';

let audit: AuditUnderTest;
const flaggedCase = derivedId('case', 'flagged');
/** An order returned too late, which a policy let through flagged. */
const flagged: Told = {
  service: 'dispatch',
  stream: `order-${flaggedCase}`,
  caseKey: flaggedCase,
  type: orderEventTypes.ReturnRequested,
  at: '2026-06-10T09:00:00.000+08:00',
  data: { unit: 'property-1', afterSignOff: false, request: 1, breaches: ['return.window'] },
  person: 'steward-1',
  role: 'HAN',
  unit: 'property-1',
};
beforeAll(async () => {
  audit = await startAudit({ searchMillisecondsMax: 400 });
  await audit.tell([...lampStory(), ...permitStory(), flagged]);
});
afterAll(() => audit.close());

const asked = <Body>(path: string) => audit.asked<Body>(path);
const search = (query: string) => asked<FoundEvents>(`/v1/audit/events?${query}`);
const names = async (query: string) => (await search(query)).items.map(({ name }) => name.en);

describe('a search of all events', () => {
  it('finds them by type, actor, unit, area, source, breach and clear words', async () => {
    expect(await names('type=CaseSigned')).toEqual(['Case signed']);
    expect(await names(`type=${caseEventTypes.CaseClosed.type},CaseSigned`)).toEqual(['Case closed', 'Case signed']);
    expect(await names('actor=reviewer-1')).toEqual(['Completion accepted']);
    expect(await names('unit=street')).toEqual(['Case closed', 'Callback completed']);
    expect(await names('breach=any')).toEqual(['Return requested']);
    expect(await names('breach=return.window&source=dispatch')).toEqual(['Return requested']);
    expect(await names('breach=I2')).toEqual([]);
    expect(await names('text=CORRIDOR-lamp&type=CaseAccepted')).toEqual(['Case accepted']);
    expect(await names('text=resid%25-1')).toEqual([]);
    expect(await names(`source=intake&area=${area.slice(0, 9)}&type=CaseAccepted`)).toEqual(['Case accepted']);
    expect(await names('area=430305')).toEqual([]);
  });

  it('finds them by a whole SHA-256 in either case of letters, and by no part of one', async () => {
    const [file, row] = ['f'.repeat(64), '2'.repeat(64)];
    expect(await names(`text=${file.toUpperCase()}`)).toHaveLength(permitStory().length);
    expect(await names(`text=${row}`)).toHaveLength(1);
    expect(await names(`text=${row.slice(1)}`)).toEqual([]);
    expect(await names(`text=${'b'.repeat(64)}`)).toEqual([]);
  });

  it('finds them by either of their times', async () => {
    const span = 'From=2026-06-16T00:00:00%2B08:00&occurredTo=2026-06-17T16:30:00%2B08:00';
    expect(await names(`occurred${span}&order=occurred`)).toEqual(['Resident contacted', 'Completion reported']);
    expect(await names('source=dispatch&recordedTo=2026-06-17T16:30:00%2B08:00')).toEqual([]);
    expect(await names('source=dispatch&recordedFrom=2026-06-17T16:30:00%2B08:00&order=occurred')).toHaveLength(8);
  });

  it('shows each with its times, actor, case and proof, and sealed parts by name only', async () => {
    const { items, positions, parked } = await search('type=CaseRegistered');
    expect(items).toMatchObject([{ caseId: lampCase, area, actor: { person: 'clerk-1' }, source: 'intake', position: 1 }]);
    expect(items[0]?.sealed).toEqual(['words', 'contact']);
    expect(items[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect([positions['dispatch'], parked]).toEqual([8, 0]);
  });

  it.each(['recorded', '-recorded', 'occurred', '-occurred'])(
    'gives pages by %s that neither skip nor repeat, whatever is recorded meanwhile',
    async (order) => {
      const all = (await search(`source=dispatch&order=${order}`)).items.map(({ position }) => position);
      const paged: number[] = [];
      let cursor = '';
      for (let page = 0; page < 20; page += 1) {
        const answer = await search(`source=dispatch&order=${order}&limit=3${cursor}`);
        paged.push(...answer.items.map(({ position }) => position));
        if (page === 0) await audit.tell([{ ...flagged, at: '2026-06-16T10:00:00.000+08:00' }]);
        if (answer.nextCursor === undefined) break;
        cursor = `&cursor=${answer.nextCursor}`;
      }
      expect(paged).toEqual(all);
    },
  );

  it('shows an auditor the events of his own area, and of none', async () => {
    expect((await audit.ask('/v1/audit/events?type=CaseSigned', '430304')).body['items']).toHaveLength(1);
    expect((await audit.ask('/v1/audit/events?type=CaseSigned', '430305')).body['items']).toEqual([]);
  });

  it('is refused, with what to do, for a type that nobody knows, times in the wrong order, and a cursor of another list', async () => {
    const codeOf = async (query: string) => {
      const { status, body } = await audit.ask(`/v1/audit/events?${query}`);
      expect(body['detailZh']).toMatch(/\p{Script=Han}/u);
      return [status, body['code']];
    };
    expect(await codeOf('type=CaseSignd')).toEqual([400, 'UNKNOWN_EVENT_TYPE']);
    expect(await codeOf('recordedFrom=2026-07-01T00:00:00Z&recordedTo=2026-06-01T00:00:00Z')).toEqual([400, 'TIMES_IN_WRONG_ORDER']);
    expect(await codeOf('occurredFrom=yesterday')).toEqual([400, 'INVALID_REQUEST']);
    expect(await codeOf('source=gateway')).toEqual([400, 'INVALID_REQUEST']);
    const { nextCursor } = await search('limit=1');
    expect(await codeOf(`order=occurred&cursor=${nextCursor ?? ''}`)).toEqual([400, 'INVALID_CURSOR']);
    const forged = Buffer.from(JSON.stringify(['audited-events -recorded', '2026', 'x', 1, ''])).toString('base64url');
    expect(await codeOf(`cursor=${forged}`)).toEqual([400, 'INVALID_CURSOR']);
  });

  it('is ended and refused once it takes too long', async () => {
    // Whoever holds the table back stands for a table too large for the question.
    await audit.query('owner', 'BEGIN');
    await audit.query('owner', 'LOCK TABLE read.event_index_v2 IN ACCESS EXCLUSIVE MODE');
    const { status, body } = await audit.ask('/v1/audit/events').finally(() => audit.query('owner', 'ROLLBACK'));
    expect([status, body['code'], body['details']]).toEqual([422, 'QUERY_TOO_COSTLY', { secondsMax: 0.4 }]);
    expect(await names('type=CaseSigned')).toEqual(['Case signed']);
  });

  it('reads an index that equals a rebuild from position 0', async () => {
    expect(await audit.differencesFromRebuild()).toEqual([]);
  });
});

describe('a saved search', () => {
  const unit = audited('auditor-1', 'U-AUDIT');
  const other = audited('auditor-9', 'U-OTHER');
  const name = '退单超时';
  const query = { breach: 'return.window', order: 'recorded' };

  it('is kept, found, run and dropped by the auditors of the unit, and by no other', async () => {
    const kept = await unit().call('POST', '/v1/audit/saved-queries', { name, query });
    expect(kept.status).toBe(201);
    const id = String(kept.body['savedQueryId']);
    await audit.settled();

    const listed = (await audited('auditor-2', 'U-AUDIT')().call('GET', '/v1/audit/saved-queries')).body as unknown as SavedQueries;
    expect(listed.items).toMatchObject([{ savedQueryId: id, name, query }]);
    expect((await other().call('GET', '/v1/audit/saved-queries')).body['items']).toEqual([]);

    const run = await unit().call('GET', `/v1/audit/saved-queries/${id}/events?limit=2`);
    expect(run.body).toMatchObject({ items: [{ source: 'dispatch' }, { source: 'dispatch' }], nextCursor: expect.any(String) as string });
    const notFound = { status: 404, body: { code: 'SAVED_QUERY_NOT_FOUND' } };
    expect(await other().call('GET', `/v1/audit/saved-queries/${id}/events`)).toMatchObject(notFound);
    expect(await other().call('DELETE', `/v1/audit/saved-queries/${id}`)).toMatchObject(notFound);

    expect(await unit().call('DELETE', `/v1/audit/saved-queries/${id}`)).toMatchObject({
      status: 200,
      body: { savedQueryId: id, version: 2 },
    });
    await audit.settled();
    expect(await unit().call('GET', `/v1/audit/saved-queries/${id}/events`)).toMatchObject(notFound);
  });

  it('is refused where a filter is unknown or out of form', async () => {
    const refused = async (body: object) => (await unit().call('POST', '/v1/audit/saved-queries', body)).body['code'];
    expect(await refused({ name, query: { colour: 'red' } })).toBe('INVALID_REQUEST');
    expect(await refused({ name: '', query: {} })).toBe('INVALID_REQUEST');
    expect(await refused({ name })).toBe('INVALID_REQUEST');
  });
});

describe('who asked what', () => {
  it('is read by the lead of the unit alone, who is recorded too', async () => {
    await audited('auditor-7', 'U-AUDIT')().call('GET', '/v1/audit/events?actor=steward-1');
    await audited('auditor-8', 'U-OTHER')().call('GET', '/v1/audit/events?actor=steward-1');
    await audit.settled();
    const lead = audit.as({ person: 'lead-1', role: 'AUL', unit: 'U-AUDIT' });
    const { items } = (await lead.call('GET', '/v1/audit/questions')).body as unknown as AskedQuestions;
    expect(items[0]).toMatchObject({ event: 'AuditQueryRun', query: 'events', asker: 'auditor-7', question: { actor: 'steward-1' } });
    expect(items.map(({ asker }) => asker)).not.toContain('auditor-8');
    expect(items.find(({ event }) => event === 'AuditQuerySaved')).toMatchObject({ asker: 'auditor-1', question: { name: '退单超时' } });
    await audit.settled();
    const again = (await lead.call('GET', '/v1/audit/questions?limit=1')).body as unknown as AskedQuestions;
    expect(again.items).toMatchObject([{ query: 'questions', asker: 'lead-1' }]);
  });

  it('stands nowhere in the clear: neither in the log of audit, nor in its database', async () => {
    const planted = 'steward-planted-1';
    await audited('auditor-planted-1', 'U-AUDIT')().call('GET', `/v1/audit/events?actor=${planted}`);
    await audited('auditor-planted-1', 'U-AUDIT')().call('POST', '/v1/audit/saved-queries', { name: 'planted', query: { actor: planted } });
    await audit.settled();
    const tables = await audit.query<{ name: string }>(
      'owner',
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const [found] = await audit.query<{ n: string }>(
        'owner',
        `SELECT count(*) AS n FROM ${name} AS row WHERE row::text ~ 'planted-1' OR row::text ~ '${Buffer.from('planted-1').toString('hex')}'`,
      );
      expect([name, found?.n]).toEqual([name, '0']);
    }
  });
});

/** An auditor of a unit, once audit runs. */
function audited(person: string, unit: string) {
  return () => audit.as({ person, role: 'AUD', unit });
}
