import { caseEventTypes, orderEventTypes, policyEventTypes } from '@huying/contracts';
import type { CaseHistoryAnswer, RateEventsAsOf, RatesAsOf } from '@huying/contracts';
import { defaultPolicy } from '@huying/domain-deadline';
import { shanghai } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { area, lampStory, type Told } from '../case-story.spec.js';

/*
 * The store stamps `recordedat` by its own clock, and being in time hangs on it: so the stories happen around the present moment, each at
 * a fixed distance from it.
 */
const now = Date.now();
const minutes = (count: number): string => shanghai(now + count * 60_000);
const dayOf = (moment: string): string => moment.slice(0, 10);
const period = `from=${dayOf(minutes(-2 * 1440))}&to=${dayOf(minutes(3 * 1440))}`;
const [answered, silent] = [derivedId('case', 'answered'), derivedId('case', 'silent')].sort();
const oneTooMany = derivedId('case', 'one too many');

let audit: AuditUnderTest;
/** When the contact and all after it were not known yet. */
let beforeContact: string;

function story(caseId: string): readonly Told[] {
  const moved = lampStory(caseId).map((told, n) => ({ ...told, at: minutes(-100 + n) }));
  const dispatched = moved.findIndex(({ type }) => type === orderEventTypes.CaseDispatched);
  const template = moved[dispatched + 1];
  if (template === undefined) throw new Error('the story has no deadline');
  const limit = (timer: string, due: number): Told => ({
    ...template,
    data: { ...template.data, timer, start: minutes(-96), due: minutes(due) },
  });
  const limits = [limit('TM06', -90), limit('TM07', 60), limit('TM08', 1440)];
  const last = moved.at(-1);
  if (last === undefined) throw new Error('the story is too short');
  const rated: Told = { ...last, type: caseEventTypes.RatingSubmitted, data: { grade: '满意', by: 'resident' } };
  return [...moved.slice(0, dispatched + 1), ...limits, ...moved.slice(dispatched + 2), rated];
}

beforeAll(async () => {
  audit = await startAudit({ rateCasesMax: 2 });
  const policy: Told = {
    service: 'dispatch',
    stream: `policy-${area}`,
    person: 'secretary-1',
    type: policyEventTypes.PolicyVersionAdopted,
    at: minutes(-200),
    data: { area, version: 'v0', digest: '0'.repeat(64), effectiveFrom: minutes(-200), policy: defaultPolicy },
  };
  const whole = story(answered ?? '');
  const contact = whole.findIndex(({ type }) => type === orderEventTypes.ResidentContacted);
  await audit.tell([policy, ...story(silent ?? '').slice(0, contact), ...whole.slice(0, contact)]);
  let last = 0;
  for await (const event of audit.store('dispatch').readLog(0)) last = event.recordedAt;
  beforeContact = new Date(last).toISOString();
  await vi.waitUntil(() => Date.now() > last + 1);
  await audit.tell(whole.slice(contact));
});
afterAll(() => audit.close());

const asked = <Body>(path: string, inArea: string | undefined = area) => audit.asked<Body>(path, inArea);
const rates = (more = '', inArea?: string) => asked<RatesAsOf>(`/v1/audit/reports/rates?${period}${more}`, inArea);
const figures = (answer: RatesAsOf) =>
  Object.fromEntries(answer.rates.map(({ rate, numerator, denominator, percent }) => [rate, [numerator, denominator, percent]]));
const members = (rate: string, side: string, more = '') =>
  asked<RateEventsAsOf>(`/v1/audit/reports/rates/events?${period}&rate=${rate}&side=${side}${more}`);

describe('the rates of a period', () => {
  it('are those of all that happened and is known', async () => {
    const answer = await rates();
    expect(answer).toMatchObject({ policyVersion: 'v0', knownBy: null, parked: 0 });
    expect(figures(answer)).toEqual({
      response: [1, 2, '50.00'],
      'response-by-occurrence': [1, 2, '50.00'],
      'on-time-original': [1, 2, '50.00'],
      'sign-off-on-time': [2, 2, '100.00'],
      resolution: [1, 1, '100.00'],
      'resolution-partly': [1, 1, '100.00'],
      satisfaction: [1, 1, '100.00'],
      'satisfaction-strict': [1, 1, '100.00'],
    });
  });

  it('are, by what was known at a moment, without what was recorded later', async () => {
    const then = await rates(`&knownBy=${beforeContact}`);
    expect(figures(then)).toMatchObject({ response: [0, 2, '0.00'], 'on-time-original': [0, 2, '0.00'], satisfaction: [0, 0, '—'] });
    expect(then.policyVersion).toBe('v0');
    const never = await rates('&knownBy=2020-01-01T00:00:00Z');
    expect([never.policyVersion, figures(never)['response']]).toEqual([null, [0, 0, '—']]);
  });

  it('are, by what had happened at a moment, without what came after', async () => {
    const beforeDispatch = encodeURIComponent(minutes(-97));
    const beforeRating = encodeURIComponent(minutes(-90));
    expect(figures(await rates(`&occurredBy=${beforeDispatch}`))).toMatchObject({ response: [0, 0, '—'] });
    expect(figures(await rates(`&occurredBy=${beforeRating}`))).toMatchObject({ response: [1, 2, '50.00'], satisfaction: [0, 0, '—'] });
  });

  it('come each with the events behind it, in pages at the moment of the first one', async () => {
    const { events } = await asked<CaseHistoryAnswer>(`/v1/audit/cases/${answered ?? ''}/history`);
    const contact = events.find(({ type }) => type === orderEventTypes.ResidentContacted.type);
    expect((await members('response', 'numerator')).items).toEqual([{ case: answered, events: [contact?.id], ordinal: 1 }]);
    const first = await members('response', 'denominator', '&limit=1');
    const second = await members('response', 'denominator', `&limit=1&cursor=${first.nextCursor ?? ''}`);
    expect([...first.items, ...second.items].map((one) => one.case)).toEqual([answered, silent]);
    expect([second.occurredBy, second.nextCursor]).toEqual([first.occurredBy, undefined]);
  });

  it('are an area’s own', async () => {
    expect(figures(await rates('', '430305'))['response']).toEqual([0, 0, '—']);
    expect(figures(await rates('&area=430304900901'))['response']).toEqual([0, 0, '—']);
    expect(figures(await rates(`&area=${area}`, '430304'))['response']).toEqual([1, 2, '50.00']);
  });

  it('are refused for what is no day, no moment, and no cursor of theirs', async () => {
    const code = async (query: string) => (await audit.ask(`/v1/audit/reports/rates${query}`)).body['code'];
    expect(await code('?from=2026-02-30&to=2026-03-01')).toBe('INVALID_REQUEST');
    expect(await code(`?${period}&knownBy=noon`)).toBe('INVALID_REQUEST');
    expect(await code(`/events?${period}&rate=response&side=numerator&cursor=bm8`)).toBe('INVALID_CURSOR');
  });

  it('are refused when more cases would have to be folded than one question may', async () => {
    await audit.tell(story(oneTooMany));
    for (const path of [`?${period}`, `/events?${period}&rate=response&side=numerator`]) {
      const { status, body } = await audit.ask(`/v1/audit/reports/rates${path}`);
      expect([status, body['code'], body['details']]).toEqual([422, 'QUERY_TOO_COSTLY', { casesMax: 2 }]);
    }
  });
});
