import { caseEventTypes, orderEventTypes, type CaseConformanceAnswer, type ConformanceSumAnswer } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory, permitCase, permitStory, type Told } from '../case-story.spec.js';

let audit: AuditUnderTest;
const caseOf = (n: number): string => `019b0000-0000-7000-8000-00000000010${String(n)}`;
/** Causes are of no account here, and other cases stand at other positions. */
const story = (caseId: string): Told[] =>
  lampStory(caseId).map((told) => {
    const { cause, ...rest } = told;
    return cause === undefined ? told : rest;
  });
const without = (type: Told['type'], caseId: string): Told[] => story(caseId).filter((told) => told.type !== type);

beforeAll(async () => {
  audit = await startAudit();
  const twice = story(caseOf(2)).flatMap((told) => (told.type === orderEventTypes.CompletionAccepted ? [told, told] : [told]));
  const byResident = story(caseOf(3)).map((told) => (told.type === caseEventTypes.CaseClosed ? { ...told, role: 'RES' as const } : told));
  await audit.tell([
    ...lampStory(),
    ...permitStory(),
    ...without(orderEventTypes.CaseSigned, caseOf(0)),
    ...without(orderEventTypes.CaseSigned, caseOf(1)),
    ...twice,
    ...byResident,
  ]);
});
afterAll(() => audit.close());

const conformance = async (caseId: string, query = ''): Promise<CaseConformanceAnswer> => {
  const { status, body } = await audit.ask(`/v1/audit/cases/${caseId}/conformance${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as CaseConformanceAnswer;
};

describe('the conformance of a case', () => {
  it('that followed the lifecycle names each step with the transition that it was', async () => {
    const { conforms, deviations, steps } = await conformance(lampCase);
    expect({ conforms, deviations }).toEqual({ conforms: true, deviations: [] });
    expect(steps.map(({ step, to }) => `${step.transition ?? ''} ${step.name.zh} ${to.status}`)).toEqual([
      'T01 诉求登记(群众点单) S00',
      'T08 受理(党组织接单) S10',
      'T11 派单 S20',
      'T12 签收(党员办单) S30',
      'T19 报办结 S40',
      'T21 审核通过 S50',
      'T22 回访后结案 S60',
    ]);
  });

  it('that went on as if it had been signed names the step that was left out, and where it belongs', async () => {
    const { conforms, deviations } = await conformance(caseOf(0));
    expect(conforms).toBe(false);
    expect(deviations).toMatchObject([
      {
        kind: 'left-out',
        kindName: { zh: '缺少步骤' },
        step: { event: 'CaseSigned', transition: 'T12', name: { zh: '签收(党员办单)', en: 'Case signed' } },
        at: null,
        before: { source: 'dispatch', occurredAt: '2026-06-17T16:00:00.000+08:00' },
        state: { status: 'S20' },
      },
    ]);
  });

  it('names a step that stands twice, and one that was taken by somebody who may not', async () => {
    expect((await conformance(caseOf(2))).deviations).toMatchObject([
      { kind: 'doubled', step: { event: 'CompletionAccepted' }, at: { source: 'dispatch' }, before: null },
    ]);
    expect((await conformance(caseOf(3))).deviations).toMatchObject([
      { kind: 'wrong-role', step: { event: 'CaseClosed', transition: 'T22' } },
    ]);
  });

  it('is not judged where the case was imported, and says why', async () => {
    expect(await conformance(permitCase)).toMatchObject({
      kind: 'imported',
      conforms: null,
      note: { en: expect.stringContaining('not judged') as string },
    });
  });

  it('in sum counts each kind of deviation with its cases, over a selection', async () => {
    const sum = async (query = ''): Promise<ConformanceSumAnswer> =>
      (await audit.ask(`/v1/audit/conformance${query}`)).body as unknown as ConformanceSumAnswer;
    const all = await sum();
    expect(all).toMatchObject({ cases: 6, conforming: 1, deviating: 4, withoutLifecycle: 1 });
    expect(all.deviations.map(({ kind, step, cases, examples }) => [kind, step.event, cases, examples])).toEqual([
      ['left-out', 'CaseSigned', 2, [caseOf(0), caseOf(1)]],
      ['doubled', 'CompletionAccepted', 1, [caseOf(2)]],
      ['wrong-role', 'CaseClosed', 1, [caseOf(3)]],
    ]);
    expect(await sum('?kind=imported')).toMatchObject({ cases: 1, withoutLifecycle: 1, deviations: [] });
  });
});
