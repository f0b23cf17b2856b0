import type { Actor } from '@huying/kernel';
import { retentionEnds } from '@huying/domain-resident';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, IntakeForTests, staff } from '../intake-for-tests.spec.js';
import { lamp, menu, planted } from '../lamp-story.spec.js';
import { RetentionRoutine } from './retention-routine.js';

const officer: Actor = { ...staff('DPO', 'P13'), area: '430304' };
const supervisor: Actor = { ...staff('SUP', 'P11', 'U-SUP'), area: '430304' };
const secretary = staff('SEC', 'P01');

let now = Date.now();
let intake: IntakeForTests;
beforeAll(async () => {
  intake = await IntakeForTests.start({ now: () => now });
  await intake.adoptReferences();
  await intake.call('POST', '/v1/menus', staff('SEC'), menu);
});
afterAll(() => intake.stop());

async function caseOf(person: string, state: 'open' | 'over' = 'over'): Promise<string> {
  const by = { person, role: 'RES' } as const;
  const caseId = String((await intake.call('POST', '/v1/cases', by, lamp)).body['caseId']);
  if (state === 'over') await intake.call('POST', `/v1/cases/${caseId}/withdrawal`, by, { reason: '已自行解决' });
  return caseId;
}
const detail = async (caseId: string) => (await intake.call('GET', `/v1/cases/${caseId}`, secretary)).body;
const erasuresOf = async (person: string) => {
  const { body } = await intake.call('GET', '/v1/erasures', officer);
  return (body['items'] as { person: string }[]).filter((row) => row.person === person);
};
const pass = (): Promise<number> => intake.service.app.get(RetentionRoutine, { strict: false }).pass();

describe('two years after a person’s last case closed', () => {
  it('his keys are destroyed by the routine, those of others are not, and a hold keeps them', async () => {
    const [gone, kept, open] = [await caseOf('R-gone'), await caseOf('R-kept'), await caseOf('R-open', 'open')];
    const earlier = await caseOf('R-open');
    const closedAt = String((await detail(gone))['since']);
    const { body } = await intake.call('POST', '/v1/legal-holds', supervisor, { caseId: kept, ground: 'inquiry' });

    now = Date.parse(retentionEnds(closedAt)) - 1;
    expect(await pass()).toBe(0);
    expect(await detail(gone)).toMatchObject({ erased: null });

    now += 86_400_000;
    expect(await pass()).toBe(1);
    const tombstone = { basis: 'retention-over', at: expect.any(String) as string };
    await expect
      .poll(() => erasuresOf('R-gone'), { timeout: 30_000 })
      .toMatchObject([
        {
          status: 'approved',
          basis: 'retention-over',
          requestedBy: 'system:retention',
          decidedBy: 'system:retention',
          area,
          services: [{ service: 'intake', keys: 1 }],
        },
      ]);
    expect(await detail(gone)).toMatchObject({ masked: { name: null, phone: null, words: null }, erased: tombstone });
    for (const caseId of [kept, open, earlier]) expect(await detail(caseId)).toMatchObject({ erased: null });
    const refused = { status: 'refused', refusal: 'LEGAL_HOLD', holds: [body['hold']], basis: 'retention-over' };
    await expect.poll(() => erasuresOf('R-kept')).toMatchObject([refused]);

    now += 86_400_000;
    expect(await pass()).toBe(0);
    expect(await erasuresOf('R-kept')).toHaveLength(1);

    await intake.call('POST', `/v1/legal-holds/${String(body['hold'])}/release`, supervisor, {});
    now += 86_400_000;
    expect(await pass()).toBe(1);
    await expect.poll(() => detail(kept), { timeout: 30_000 }).toMatchObject({ erased: tombstone });
    expect(await pass()).toBe(0);
    expect(await intake.differencesFromRebuild()).toEqual([]);
  });

  it('nothing of him is in the log that could be read', async () => {
    let bytes = '';
    for await (const { body } of intake.intakeLog.readLog(0)) bytes += body.toString();
    for (const secret of Object.values(planted)) expect(bytes).not.toContain(secret);
    expect(bytes).toContain('retention-over');
  });
});

describe('an approved erasure that is not complete after an hour', () => {
  const ready = async () => (await intake.service.app.inject({ method: 'GET', url: '/health/ready' })).json<{ checks: object }>();
  const overdue = async () =>
    ((await intake.call('GET', '/v1/erasures?status=overdue', officer)).body['items'] as { erasure: unknown }[]).map((row) => row.erasure);
  const name = 'overdue erasures';

  it('is told in the list, the metrics and the readiness, which stays', async () => {
    await caseOf('R-late');
    const { erasure } = (await intake.call('POST', '/v1/erasures', officer, { person: 'R-late', basis: 'resident-request' })).body;
    const listed = async () => (await erasuresOf('R-late'))[0];
    now += 86_400_000;
    const before = await overdue();
    await intake.call('POST', `/v1/erasures/${String(erasure)}/approval`, secretary);
    now += 3_599_000;
    expect(await listed()).toMatchObject({ status: 'approved', complete: false, overdue: false });
    expect(await overdue()).toEqual(before);

    now += 1_001;
    expect(await listed()).toMatchObject({ complete: false, overdue: true });
    expect((await overdue()).sort()).toEqual([...before, erasure].sort());
    const count = before.length + 1;
    expect(await ready()).toMatchObject({
      ready: true,
      degraded: true,
      checks: { [name]: expect.stringMatching(`^${String(count)} approved more than an hour ago`) as string },
    });
    const metrics = (await intake.service.app.inject({ method: 'GET', url: '/metrics' })).body;
    expect(metrics).toContain(`huying_overdue_work{work="erasures",service="intake"} ${String(count)}`);
  });
});
