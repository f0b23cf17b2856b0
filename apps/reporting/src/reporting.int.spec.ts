import { defaultPolicy } from '@huying/domain-deadline';
import { shanghai, type Actor } from '@huying/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReporting } from './reporting-under-test.spec.js';

/*
 * The store stamps `recordedat` by its own clock, and being in time hangs on it: so the stories happen around the present moment,
 * each at a fixed distance from it, and every outcome is the same whenever the spec runs.
 */
const now = Date.now();
const minutes = (count: number): string => shanghai(now + count * 60_000);
const dayOf = (moment: string): string => moment.slice(0, 10);
const month = (moment: string): string => moment.slice(0, 7);
const day = 24 * 60;

const area = '430304900900';
const secretary: Actor = { person: 'P01', role: 'SEC', area: '430304' };
const caseId = (no: number): string => `018f0000-0000-7000-8000-0000000000${String(no).padStart(2, '0')}`;
const period = `from=${dayOf(minutes(-3 * day))}&to=${dayOf(minutes(5 * day))}`;

describe('reports', () => {
  let system: Awaited<ReturnType<typeof startReporting>>;
  const ids = new Map<string, string>();

  const intake = async (no: number, fact: string, time: string, data: object) => {
    ids.set(`${fact}-${String(no)}`, await system.tell({ stream: `case-${caseId(no)}`, fact: `case.${fact}`, time, data }));
  };
  const order = async (no: number, fact: string, time: string, data: object) => {
    ids.set(`${fact}-${String(no)}`, await system.tell({ stream: `order-${caseId(no)}`, fact: `order.${fact}`, time, data }));
  };
  const idOf = (name: string): string => ids.get(name) ?? `no ${name}`;

  const place = { grid: 'G1', building: '7' };
  const matterOf = (no: number, contact: string) => ({
    area,
    type: no === 4 ? 'ENVIRONMENT' : 'REPAIR',
    service: 'lamp',
    priority: 'normal',
    place,
    contact,
    keyHolder: `case:${caseId(no)}`,
  });
  const limit = (timer: string, start: number, due: number) => ({
    timer,
    start: minutes(start),
    due: minutes(due),
    provisional: false,
    priority: 'normal',
    policy: 'v0',
    calendar: 'v1',
    basis: 'dispatch',
  });
  const register = async (no: number, contact = 'phone') => {
    const { area: where, type, service, keyHolder } = matterOf(no, contact);
    const data = { area: where, type, service, place, contact, keyHolder, menu: 'v1', channel: 'phone' };
    await intake(no, 'CaseRegistered', minutes(-100), data);
  };
  /** Accepted and given to a handler; first contact and completion are due so many minutes from now. */
  const dispatch = async (
    no: number,
    { contactDue, mainDue, contact = 'phone' }: { contactDue: number; mainDue: number; contact?: string },
  ) => {
    await register(no, contact);
    await intake(no, 'CaseAccepted', minutes(-95), { handover: 1, cycle: 1, duplicates: [], ...matterOf(no, contact) });
    await order(no, 'HandoverTaken', minutes(-94), { handover: 1, cycle: 1, ...matterOf(no, contact) });
    const assignee = { unit: 'U-PM', person: 'P24' };
    await order(no, 'CaseDispatched', minutes(-90), { dispatch: 1, ...assignee, volunteer: false, item: 'lamp', priority: 'normal' });
    await order(no, 'DeadlineSet', minutes(-90), limit('TM06', -90, -30));
    ids.set(`TM06-${String(no)}`, idOf(`DeadlineSet-${String(no)}`));
    await order(no, 'DeadlineSet', minutes(-90), limit('TM07', -90, contactDue));
    ids.set(`TM07-${String(no)}`, idOf(`DeadlineSet-${String(no)}`));
    await order(no, 'DeadlineSet', minutes(-90), limit('TM08', -90, mainDue));
    ids.set(`TM08-${String(no)}`, idOf(`DeadlineSet-${String(no)}`));
  };
  const handler = { unit: 'U-PM', person: 'P24' };
  const complete = async (no: number, at: number) => {
    await order(no, 'CompletionReported', minutes(at), { ...handler, contact: 'contacted', evidence: [] });
    await order(no, 'CompletionAccepted', minutes(at + 1), { handover: 2, handler });
    await intake(no, 'HandoverTaken', minutes(at + 2), { handover: 2, outcome: 'completed', handler });
  };

  beforeAll(async () => {
    system = await startReporting();
    await system.tell({
      stream: 'policy-430304',
      fact: 'policy.PolicyVersionAdopted',
      time: minutes(-200),
      data: { area: '430304', version: 'v0', digest: '0'.repeat(64), effectiveFrom: minutes(-200), policy: defaultPolicy },
    });
    // 1: all in time, resolved, satisfied, closed.
    await dispatch(1, { contactDue: 60, mainDue: day });
    await order(1, 'CaseSigned', minutes(-80), handler);
    await order(1, 'ResidentContacted', minutes(-70), { via: 'phone', effective: true });
    await complete(1, -60);
    await intake(1, 'CallbackCompleted', minutes(-40), { answer: 'resolved', contacted: true });
    await intake(1, 'RatingSubmitted', minutes(-39), { grade: '基本满意', by: 'resident' });
    await intake(1, 'CaseClosed', minutes(-38), { reason: 'answered' });
    // 2: signed, contacted and completed late; partly solved.
    await dispatch(2, { contactDue: -60, mainDue: -20 });
    await order(2, 'CaseSigned', minutes(-25), handler);
    await order(2, 'ResidentContacted', minutes(-24), { via: 'phone', effective: true });
    await complete(2, -10);
    await intake(2, 'CallbackCompleted', minutes(-5), { answer: 'partly', contacted: true });
    // 3: in progress and overdue; the resident is anonymous.
    await dispatch(3, { contactDue: 60, mainDue: -5, contact: 'anonymous' });
    await order(3, 'CaseSigned', minutes(-80), handler);
    // 4: just registered.
    await register(4);
    // 5: withdrawn at dispatch before its due date, which intake has not heard of yet.
    await dispatch(5, { contactDue: 60, mainDue: 60 });
    await order(5, 'CaseWithdrawn', minutes(-50), { by: 'resident', handover: 2 });
  });
  afterAll(() => system.close());

  it('counts open work by state and colour, and names the events behind every case', async () => {
    const { body } = await system.ask('/v1/reports/open-work', secretary);
    expect(body).toMatchObject({
      total: 3,
      states: [
        { state: 'S00', total: 1, colours: { green: 0, yellow: 0, red: 0, none: 1 } },
        { state: 'S30', total: 1, colours: { green: 0, yellow: 0, red: 1, none: 0 } },
        { state: 'S50', total: 1, colours: { green: 0, yellow: 0, red: 0, none: 1 } },
      ],
      parkedEvents: 0,
    });
    const red = await system.ask('/v1/reports/open-work/cases?colour=red', secretary);
    expect(red.body['items']).toMatchObject([
      { caseId: caseId(3), state: 'S30', timer: 'TM08', colour: 'red', events: [idOf('CaseAccepted-3'), idOf('CaseSigned-3')] },
    ]);
  });

  it('pages through open work', async () => {
    const first = await system.ask('/v1/reports/open-work/cases?limit=2', secretary);
    const rest = await system.ask(`/v1/reports/open-work/cases?limit=2&cursor=${first.body['nextCursor'] as string}`, secretary);
    const all = [...(first.body['items'] as { caseId: string }[]), ...(rest.body['items'] as { caseId: string }[])];
    expect(all.map((one) => one.caseId)).toEqual([2, 3, 4].map(caseId));
    expect(rest.body).not.toHaveProperty('nextCursor');
  });

  it('counts cases by kind and month, registered and closed', async () => {
    const months = (at: string) => `from=${month(at)}&to=${month(minutes(0))}`;
    const { body } = await system.ask(`/v1/reports/cases?${months(minutes(-100))}`, secretary);
    const sum = (kind: string, what: 'registered' | 'closed') =>
      (body['items'] as { kind: string; registered: number; closed: number }[])
        .filter((item) => item.kind === kind)
        .reduce((total, item) => total + item[what], 0);
    expect([sum('REPAIR', 'registered'), sum('ENVIRONMENT', 'registered'), sum('REPAIR', 'closed')]).toEqual([4, 1, 1]);
    const closed = await system.ask(`/v1/reports/cases/events?what=closed&month=${month(minutes(-38))}`, secretary);
    expect(closed.body['items']).toEqual([{ caseId: caseId(1), kind: 'REPAIR', at: minutes(-38), events: [idOf('CaseClosed-1')] }]);
  });

  it('computes the rates of a period', async () => {
    const { status, body } = await system.ask(`/v1/reports/rates?${period}`, secretary);
    expect(status).toBe(200);
    const figures = body['rates'] as { rate: string; numerator: number; denominator: number; percent: string }[];
    expect(
      Object.fromEntries(figures.map(({ rate, numerator, denominator, percent }) => [rate, [numerator, denominator, percent]])),
    ).toEqual({
      // Of 1, 2 and 5; nobody is to be contacted in 3.
      response: [1, 3, '33.33'],
      'response-by-occurrence': [1, 3, '33.33'],
      // Of 1, 2 and 3; 5 left before its due date.
      'on-time-original': [1, 3, '33.33'],
      'sign-off-on-time': [2, 3, '66.67'],
      resolution: [1, 2, '50.00'],
      'resolution-partly': [2, 2, '100.00'],
      satisfaction: [1, 1, '100.00'],
      'satisfaction-strict': [0, 1, '0.00'],
    });
    expect(body).toMatchObject({ policyVersion: 'v0', parkedEvents: 0 });
    // A wider area has no policy of its own: each case is judged by that of its community.
    const wider = await system.ask(`/v1/reports/rates?${period}`, { ...secretary, area: '4303' });
    expect(wider.body).toMatchObject({ policyVersion: 'v0', rates: body['rates'] });
  });

  it('prints a dash where there was nothing to count', async () => {
    const { body } = await system.ask('/v1/reports/rates?from=2020-01-01&to=2020-02-01', secretary);
    expect((body['rates'] as { percent: string }[]).every(({ percent }) => percent === '—')).toBe(true);
  });

  it('drills down to the events behind a rate, a page at a time', async () => {
    const side = async (rate: string, which: string, more = '') =>
      (await system.ask(`/v1/reports/rates/events?${period}&rate=${rate}&side=${which}${more}`, secretary)).body;
    expect((await side('on-time-original', 'numerator'))['items']).toEqual([
      { case: caseId(1), events: [idOf('CompletionReported-1')], ordinal: 1 },
    ]);
    const first = await side('on-time-original', 'denominator', '&limit=2');
    const rest = await side('on-time-original', 'denominator', `&limit=2&cursor=${first['nextCursor'] as string}`);
    expect([...(first['items'] as object[]), ...(rest['items'] as object[])]).toEqual(
      [1, 2, 3].map((no) => ({ case: caseId(no), events: [idOf(`TM08-${String(no)}`)], ordinal: 1 })),
    );
    expect((await side('sign-off-on-time', 'denominator'))['items']).toMatchObject([
      { events: [idOf('CaseDispatched-1'), idOf('TM06-1')] },
      {},
      {},
    ]);
  });

  it('counts people once and attendances each time, over activities', async () => {
    const held = async (no: number, frm: string, beneficiaries: readonly string[]) => {
      const stream = `activity-${caseId(no)}`;
      const tell = (fact: string, data: object) => system.tell({ stream, fact: `activity.${fact}`, time: frm, data });
      await tell('ActivityDrafted', { area, theme: 'environment', title: '清理', team: 'T', organiser: 'V1', organiserPerson: 'H1' });
      await tell('ActivityPublished', {
        theme: 'environment',
        organiser: 'V1',
        frm,
        to: frm,
        place: 'x',
        risks: 'x',
        information: 'x',
        capacity: 9,
      });
      await tell('CheckedIn', { volunteer: 'V1', visit: 1 });
      for (const beneficiary of beneficiaries) await tell('BeneficiaryRecorded', { beneficiary });
    };
    const [ann, bob] = ['a'.repeat(64), 'b'.repeat(64)];
    await held(81, '2026-03-31T23:59:59.999+08:00', [ann, bob, ann]);
    await held(82, '2026-03-31T16:00:00.000Z', [ann]);
    const { body } = await system.ask('/v1/reports/activities?from=2026-03&to=2026-04', secretary);
    const each = { activities: 1, volunteers: 1, volunteerAttendances: 1, theme: 'environment' };
    expect(body).toEqual({
      items: [
        { ...each, month: '2026-03', people: 2, attendances: 3 },
        { ...each, month: '2026-04', people: 1, attendances: 1 },
      ],
      // One person was at both: people do not add up, attendances do.
      total: { activities: 2, people: 2, attendances: 4, volunteers: 1, volunteerAttendances: 2 },
      parkedEvents: 0,
    });
    const events = await system.ask('/v1/reports/activities/events?month=2026-03&theme=environment', secretary);
    const items = events.body['items'] as { who: string; times: number; events: string[] }[];
    expect(items.map(({ who, times, events: behind }) => [who, times, behind.length])).toEqual(
      [
        ['V1', 1, 1],
        [ann, 2, 2],
        [bob, 1, 1],
      ].sort(),
    );
  });

  it('shows an area its own figures only', async () => {
    const elsewhere: Actor = { ...secretary, area: '430302' };
    expect((await system.ask('/v1/reports/open-work', elsewhere)).body['total']).toBe(0);
    expect((await system.ask('/v1/reports/open-work?area=430304900901', secretary)).body['total']).toBe(0);
    expect((await system.ask('/v1/reports/open-work', { person: 'P', role: 'SUP' })).body['total']).toBe(0);
  });

  it('counts the events that wait and could change a figure', async () => {
    // A due date that is no moment fits in no row: its case is parked from there on.
    await order(6, 'HandoverTaken', minutes(-1), { handover: 1, cycle: 1, ...matterOf(6, 'phone') });
    await order(6, 'DeadlineSet', minutes(-1), { ...limit('TM08', -1, 60), due: 'some day' });
    await order(6, 'CaseSigned', minutes(-1), handler);
    const { body } = await system.ask('/v1/reports/open-work', secretary);
    expect(body).toMatchObject({ total: 3, parkedEvents: 2 });
    expect((await system.ask('/v1/reports/activities', secretary)).body['parkedEvents']).toBe(0);
  });

  it('keeps what a rebuild from the first event would give', async () => {
    expect(await system.differencesFromRebuild()).toEqual([]);
  });

  it('refuses a period that is none', async () => {
    expect((await system.ask('/v1/reports/rates?from=2026-02-30&to=2026-03-01', secretary)).status).toBe(400);
    expect((await system.ask('/v1/reports/rates?from=2026-02-01', secretary)).status).toBe(400);
  });
});
