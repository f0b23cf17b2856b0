import { newId } from '@huying/platform';
import { versionsIn } from '@huying/platform-nest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { area, IntakeForTests, resident, staff } from './intake-for-tests.spec.js';
import { handler, lamp, menu, rules } from './lamp-story.spec.js';

let intake: IntakeForTests;
beforeAll(async () => {
  intake = await IntakeForTests.start();
  await intake.adoptReferences();
  await intake.call('POST', '/v1/menus', staff('SEC'), menu);
});
afterAll(() => intake.stop());

const register = async (): Promise<string> => String((await intake.call('POST', '/v1/cases', resident, lamp)).body.caseId);
const read = (caseId: string) => intake.call('GET', `/v1/cases/${caseId}`, staff('ACC'));
const shown = async (caseId: string) => Object.fromEntries(versionsIn((await read(caseId)).etag ?? '') ?? []);
const accept = (caseId: string, versions?: readonly number[] | 'exists', key = newId()) =>
  intake.call(
    'POST',
    `/v1/cases/${caseId}/acceptance`,
    staff('ACC'),
    { priority: 'normal', grid: 'G1', building: 'B3' },
    key,
    versions && { category: 'case', versions },
  );
const recorded = async (caseId: string) => (await intake.history(caseId)).length;

describe('the version of a case (DESIGN §10)', () => {
  it('is told with it: that of its own stream and that of its order, every event counted', async () => {
    const caseId = await register();
    expect(await shown(caseId)).toEqual({ case: await recorded(caseId) });

    const accepted = await accept(caseId);
    expect(accepted.etag).toBe(`"case:${String(accepted.body.version)}"`);
    await intake.takeOver(caseId);
    expect(await shown(caseId)).toEqual({ case: accepted.body.version, order: 1 });

    await intake.order(caseId, 'DispatchCase', staff('DIS'), { unit: 'U-PM', person: 'H1', rules });
    const before = await shown(caseId);
    expect(before.order).toBeGreaterThan(1);

    // Shown nowhere in the case, and yet an event of its stream.
    await intake.call('POST', `/v1/cases/${caseId}/reveal`, handler, { fields: ['phone'], reason: '约时间上门' });
    expect(await shown(caseId)).toEqual({ case: Number(accepted.body.version) + 1, order: before.order });
  });

  it('has the same tag while nothing changes, and another one for who is shown something else', async () => {
    const caseId = await register();
    const { etag } = await read(caseId);

    expect((await read(caseId)).etag).toBe(etag);
    await accept(caseId);
    expect((await read(caseId)).etag).not.toBe(etag);
  });

  it('lets a command through that names it, and no command that names another', async () => {
    const caseId = await register();
    const { case: version = 0 } = await shown(caseId);

    const refused = await accept(caseId, [version - 1, version + 1]);
    expect(refused).toMatchObject({ status: 412, etag: `"case:${String(version)}"`, body: { code: 'VERSION_CHANGED' } });
    expect(await recorded(caseId)).toBe(version);
    expect(await accept(caseId, [version])).toMatchObject({ status: 200 });
  });

  it('refuses a command when somebody else was faster, and records nothing of it', async () => {
    const caseId = await register();
    const { case: version = 0 } = await shown(caseId);
    const answers = await Promise.all([accept(caseId, [version]), accept(caseId, [version])]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = answers.find(({ status }) => status === 200);
    expect(await recorded(caseId)).toBe(won?.body.version);
    expect(answers.find(({ status }) => status === 412)?.etag).toBe(won?.etag);
  });

  it('does not stand in the way of a repeat, which is answered as the first time', async () => {
    const caseId = await register();
    const { case: version = 0 } = await shown(caseId);
    const key = newId();
    const first = await accept(caseId, [version], key);
    const again = await accept(caseId, [version], key);

    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await recorded(caseId)).toBe(first.body.version);
  });

  it('must be there at all where the condition says so', async () => {
    expect(await accept(newId(), 'exists')).toMatchObject({ status: 412, etag: undefined, body: { code: 'VERSION_CHANGED' } });
    expect(await accept(await register(), 'exists')).toMatchObject({ status: 200 });
  });
});

describe('the version of a menu', () => {
  it('is told with the area’s own menu, and not with one that it borrows', async () => {
    const own = await intake.call('GET', `/v1/menu?area=${area}`, resident);
    expect(versionsIn(own.etag ?? '')?.get('catalogue')).toBe(1);

    const borrowed = await intake.call('GET', `/v1/menu?area=${area}001`, resident);
    expect([borrowed.body.area, borrowed.etag]).toEqual([area, undefined]);
  });
});
