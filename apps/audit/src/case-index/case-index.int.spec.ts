import { foreignEventTypes, type AuditedCases } from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { area, lampCase, lampStory, permitCase, permitStory, type Told } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
});
afterAll(() => audit.close());

const cases = async (query: string) => (await audit.asked<AuditedCases>(`/v1/audit/cases?${query}`)).items.map(({ caseId }) => caseId);

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
    const { items, parked } = await audit.asked<AuditedCases>('/v1/audit/cases?source=huying');
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
    const first = await audit.asked<AuditedCases>('/v1/audit/cases?limit=1');
    expect(first.items).toHaveLength(1);
    const second = await audit.asked<AuditedCases>(`/v1/audit/cases?limit=1&cursor=${first.nextCursor ?? ''}`);
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
    const { parked } = await audit.asked<AuditedCases>('/v1/audit/cases?limit=1');
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
