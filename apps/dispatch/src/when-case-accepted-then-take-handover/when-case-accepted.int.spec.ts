import { randomUUID } from 'node:crypto';
import { CONSUMPTIONS, type Consumptions } from '@huying/platform-nest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DispatchUnderTest } from '../dispatch-under-test.spec.js';
import { dispatcher } from '../people-for-tests.spec.js';

let dispatch: DispatchUnderTest;
beforeAll(async () => {
  dispatch = await DispatchUnderTest.start();
  await dispatch.neighbourhood();
});
afterAll(() => dispatch.stop());

const stateOf = async (caseId: string, seen: string) =>
  (await dispatch.call(dispatcher, 'GET', `/v1/orders/${caseId}`, { seen })).body['state'];
const handoversOf = async (caseId: string) =>
  (await dispatch.log()).filter(({ type, subject }) => subject === `order-${caseId}` && type.includes('HandoverTaken')).length;

describe('a case that intake has accepted', () => {
  it('is taken over once, also when it was accepted while dispatch was down, and after another restart', async () => {
    const caseId = randomUUID();
    let seen = '';
    await dispatch.restart(async () => {
      seen = await dispatch.accepted(caseId);
    });
    expect(await stateOf(caseId, seen)).toBe('S10');
    await dispatch.restart(() => Promise.resolve());
    expect(await stateOf(caseId, seen)).toBe('S10');
    expect(await handoversOf(caseId)).toBe(1);
  });

  it('waits aside when its hand-over is out of order, and holds up no other case', async () => {
    const [broken, sound] = [randomUUID(), randomUUID()];
    await dispatch.accepted(broken, { handover: 3 });
    const seen = await dispatch.accepted(sound);

    expect(await stateOf(sound, seen)).toBe('S10');
    expect(await handoversOf(broken)).toBe(0);
    const [consumer] = dispatch.service.app.get<Consumptions>(CONSUMPTIONS, { strict: false }).all();
    const parked = (await consumer?.consumption.parked()) ?? [];
    expect(parked.map(({ caseKeys, reason }) => [caseKeys, reason.includes('HANDOVER_OUT_OF_ORDER')])).toEqual([[[broken], true]]);
  });
});
