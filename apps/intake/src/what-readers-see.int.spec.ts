import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IntakeForTests, resident, staff } from './intake-for-tests.spec.js';
import { handler, lamp, menu, planted, rules } from './lamp-story.spec.js';

let intake: IntakeForTests;
beforeAll(async () => {
  intake = await IntakeForTests.start();
  await intake.adoptReferences();
  await intake.call('POST', '/v1/menus', staff('SEC'), menu);
});
afterAll(() => intake.stop());

const register = async (actor = resident): Promise<string> => {
  const { status, body: answer } = await intake.call('POST', '/v1/cases', actor, lamp);
  expect(status).toBe(201);
  return String(answer.caseId);
};
const accept = (caseId: string) =>
  intake.call('POST', `/v1/cases/${caseId}/acceptance`, staff('ACC'), { priority: 'normal', grid: 'G1', building: 'B3' });

describe('personal data of a case (DESIGN §9)', () => {
  it('is masked, until the assigned handler reveals it with a reason, which is recorded', async () => {
    const caseId = await register();
    await accept(caseId);
    await intake.takeOver(caseId);
    await intake.order(caseId, 'DispatchCase', staff('DIS'), { unit: 'U-PM', person: 'H1', rules });
    const shown = await intake.call('GET', `/v1/cases/${caseId}`, handler);
    expect(shown.body.masked).toEqual({ name: '李**', phone: '100****7769', words: '***', spot: '***' });

    const revealed = await intake.call('POST', `/v1/cases/${caseId}/reveal`, handler, { fields: ['phone', 'spot'], reason: '约时间上门' });

    expect(revealed).toMatchObject({ status: 200, body: { values: { phone: planted.phone, spot: planted.spot } } });
    const event = (await intake.history(caseId)).at(-1);
    expect(event).toMatchObject({ type: 'PiiRevealed', actor: 'H1', data: { fields: ['phone', 'spot'], ground: 'assignment' } });
    expect(JSON.stringify(event)).not.toContain('约时间上门');
  });

  it('is denied to a handler of other cases, and the attempt is recorded', async () => {
    const caseId = await register();
    const denied = await intake.call('POST', `/v1/cases/${caseId}/reveal`, staff('HAN', 'H2', 'U-PM'), {
      fields: ['phone'],
      reason: '看看',
    });

    expect(denied).toMatchObject({ status: 403, body: { code: 'REVEAL_NOT_YOURS' } });
    expect(denied.text).not.toContain(planted.phone);
    expect((await intake.history(caseId)).at(-1)).toMatchObject({ type: 'PiiRevealDenied', actor: 'H2' });
  });

  it('stands in clear in no table, no event and no list', async () => {
    await register();
    const { body } = await intake.call('GET', '/v1/cases?scope=all', staff('SEC'));
    const events: string[] = [];
    for await (const { body: bytes } of intake.intakeLog.readLog(0)) events.push(bytes.toString());

    for (const value of Object.values(planted)) expect(JSON.stringify(body) + events.join()).not.toContain(value);
  });
});

describe('lists of cases', () => {
  it('show residents their own, officers their area, handlers what is theirs', async () => {
    const other = { person: 'R099', role: 'RES' } as const;
    const caseId = await register(other);
    const idsFor = async (actor: typeof resident): Promise<readonly string[]> => {
      const { body } = await intake.call('GET', '/v1/cases?scope=all&limit=100', actor);
      return (body.items as { caseId: string }[]).map((item) => item.caseId);
    };

    expect(await idsFor(other)).toEqual([caseId]);
    expect(await idsFor(staff('SEC'))).toContain(caseId);
    expect(await idsFor(resident)).not.toContain(caseId);
    expect(await idsFor(handler)).not.toContain(caseId);
    expect(await idsFor({ ...staff('SEC'), area: '430304901' })).toEqual([]);
  });

  it('come in pages that neither miss nor repeat', async () => {
    const everybody = staff('SEC');
    for (let n = 0; n < 9; n += 1) await register();
    const all = (await intake.call('GET', '/v1/cases?scope=all&limit=100', everybody)).body.items as object[];
    const paged: object[] = [];
    let path: string | undefined = '/v1/cases?scope=all&limit=4';
    while (path !== undefined) {
      const { body } = await intake.call('GET', path, everybody);
      paged.push(...(body.items as object[]));
      path = typeof body.nextCursor === 'string' ? `/v1/cases?scope=all&limit=4&cursor=${body.nextCursor}` : undefined;
    }

    expect(paged).toEqual(all);
  });
});
