import type { CaseStateAnswer, OpenCasesAsOf, OpenWorkAsOf } from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory, permitCase, permitStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
const working = derivedId('case', 'working');
const waiting = derivedId('case', 'waiting');
/** When everything up to the working case was known, and the waiting one was not. */
let beforeWaiting: string;
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory(), ...lampStory(working).slice(0, 8)]);
  let last = 0;
  for await (const event of audit.store('dispatch').readLog(0)) last = event.recordedAt;
  beforeWaiting = new Date(last).toISOString();
  while (Date.now() <= last + 1) await Promise.resolve();
  await audit.tell(lampStory(waiting).slice(0, 2));
});
afterAll(() => audit.close());

const asked = <Body>(path: string, area?: string) => audit.asked<Body>(path, area);
const at = (moment: string): string => `occurredBy=${encodeURIComponent(moment)}`;
const board = (query: string, area?: string) => asked<OpenWorkAsOf>(`/v1/audit/boards/open-work?${query}`, area);
const cases = (query: string) => asked<OpenCasesAsOf>(`/v1/audit/boards/open-work/cases?${query}`);
const native = 'system=huying';

describe('the board of open work', () => {
  it('counts what was open at a moment, by state and due colour, and what had ended', async () => {
    const noon = await board(`${native}&${at('2026-06-16T12:00:00.000+08:00')}`);
    expect(noon).toMatchObject({ open: 3, colours: { green: 2, yellow: 0, red: 0, none: 1 }, ended: [], parked: 0 });
    expect(noon.groups).toMatchObject([
      { key: 'S00', name: { zh: '已登记' }, open: 1, colours: { none: 1 } },
      { key: 'S30', open: 2, colours: { green: 2 } },
    ]);
    const later = await board(`${native}&${at('2026-06-23T12:00:00.000+08:00')}`);
    expect(later).toMatchObject({ open: 2, colours: { yellow: 1, none: 1 }, ended: [{ status: 'S60', cases: 1 }] });
    expect(await board(`${native}&${at('2026-06-24T00:00:00.001+08:00')}`)).toMatchObject({ colours: { red: 1 } });
    expect(await board(at('2026-06-15T08:59:59.999+08:00') + `&${native}`)).toMatchObject({ open: 0, groups: [] });
  });

  it('tells them apart by unit, grid, service, area and system', async () => {
    const noon = at('2026-06-16T12:00:00.000+08:00');
    const groups = async (by: string) => (await board(`${noon}&by=${by}`)).groups.map(({ key, open }) => [key, open]);
    expect(await groups('unit')).toEqual([
      ['Group 1', 1],
      ['property-1', 2],
      ['station-1', 1],
    ]);
    expect(await groups('grid')).toEqual([
      [null, 1],
      ['G1', 3],
    ]);
    expect(await groups('system')).toEqual([
      ['huying', 3],
      ['permits', 1],
    ]);
    expect(await groups('service')).toContainEqual(['corridor-lamp', 3]);
    expect((await groups('area')).map(([, open]) => open).reduce((sum, open) => Number(sum) + Number(open), 0)).toBe(4);
  });

  it('counts by what was known at a moment, and says up to which positions', async () => {
    const noon = at('2026-06-16T12:00:00.000+08:00');
    const then = await board(`${native}&${noon}&knownBy=${beforeWaiting}`);
    expect(then).toMatchObject({ open: 2, knownBy: beforeWaiting });
    const now = await board(`${native}&${noon}`);
    expect(Number(now.positions['intake']) - Number(then.positions['intake'])).toBe(2);
    expect(await board(`${native}&${noon}&knownBy=2020-01-01T00:00:00Z`)).toMatchObject({ open: 0, positions: { intake: 0, dispatch: 0 } });
  });

  it('has for every case the state that the case itself gives, at any pair of moments', async () => {
    for (const moment of [
      '2026-06-15T09:30:00.000+08:00',
      '2026-06-15T11:00:00.000+08:00',
      '2026-06-18T10:04:00.000+08:00',
      '2026-06-30T00:00:00.000+08:00',
    ]) {
      for (const knownBy of [beforeWaiting, new Date().toISOString()]) {
        const query = `${at(moment)}&knownBy=${knownBy}`;
        const { items } = await cases(query);
        const listed = new Map(items.map((one) => [one.caseId, [one.status, one.holder.person, one.holder.unit]]));
        for (const caseId of [lampCase, working, waiting, permitCase]) {
          const { state } = await asked<CaseStateAnswer>(`/v1/audit/cases/${caseId}/state?${query}`);
          const own = state?.open === true ? [state.status, state.holder?.person ?? null, state.holder?.unit ?? null] : undefined;
          expect(listed.get(caseId), `${caseId} ${query}`).toEqual(own);
        }
      }
    }
  });

  it('lists the cases behind a figure, in pages at the moment of the first one', async () => {
    const noon = at('2026-06-16T12:00:00.000+08:00');
    const green = await cases(`${noon}&colour=green&unit=property-1`);
    expect(new Set(green.items.map(({ caseId }) => caseId))).toEqual(new Set([lampCase, working]));
    expect(green.items[0]).toMatchObject({ timer: 'TM08', due: '2026-06-24T00:00:00.000+08:00', grid: 'G1' });
    const first = await cases(`${noon}&limit=2`);
    const second = await cases(`limit=2&cursor=${first.nextCursor ?? ''}`);
    expect(second.occurredBy).toBe(first.occurredBy);
    expect(new Set([...first.items, ...second.items].map(({ caseId }) => caseId)).size).toBe(4);
    expect(second.nextCursor).toBeUndefined();
  });

  it('shows an auditor the cases of his own area only', async () => {
    const noon = `${native}&${at('2026-06-16T12:00:00.000+08:00')}`;
    expect((await board(noon, '430304')).open).toBe(3);
    expect((await board(noon, '430305')).open).toBe(0);
  });

  it('is refused for what is no moment, and for a cursor of another list', async () => {
    expect((await audit.ask('/v1/audit/boards/open-work?occurredBy=noon')).body['code']).toBe('INVALID_REQUEST');
    expect((await audit.ask('/v1/audit/boards/open-work?by=colour')).body['code']).toBe('INVALID_REQUEST');
    expect((await audit.ask('/v1/audit/boards/open-work/cases?cursor=bm8')).body['code']).toBe('INVALID_CURSOR');
  });

  it('is read from rows that equal a rebuild from position 0', async () => {
    expect(await audit.differencesFromRebuild()).toEqual([]);
  });
});
