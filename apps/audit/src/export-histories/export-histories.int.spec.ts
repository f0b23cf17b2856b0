import { gunzipSync } from 'node:zlib';
import { auditEventTypes } from '@huying/contracts';
import { derivedId } from '@huying/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory, permitStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
const secondCase = derivedId('foreign', 'permits', 'case-2');
const others = derivedId('foreign', 'other-desk', 'case-2');
beforeAll(async () => {
  audit = await startAudit();
  await audit.tell([...lampStory(), ...permitStory()]);
  await audit.tell([...permitStory('case-2', secondCase), ...permitStory('case-2', others, 'other-desk')]);
});
afterAll(() => audit.close());

const xes = async (query = ''): Promise<string> => {
  const { status, type, bytes } = await audit.file(`/v1/audit/exports/xes${query}`);
  expect({ status, type }).toEqual({ status: 200, type: 'application/xml' });
  return bytes.toString();
};
const namesIn = (text: string) => [...text.matchAll(/<trace><string key="concept:name" value="([^"]*)"/g)].map(([, name]) => name).sort();

describe('exports of case histories', () => {
  it('hold every case, native and imported, each under a name of its own', async () => {
    expect(namesIn(await xes())).toEqual([lampCase, 'case-1', 'other-desk:case-2', 'permits:case-2'].sort());
    const { status, body } = await audit.ask('/v1/audit/exports/ocel');
    expect(status).toBe(200);
    expect((body as unknown as { events: unknown[] }).events).toHaveLength(lampStory().length + 3 * 3);
  });

  it.each([
    ['kind=native', [lampCase]],
    ['source=other-desk', ['other-desk:case-2']],
    ['kind=imported&source=permits', ['case-1', 'permits:case-2']],
    ['area=430304900900&kind=native', [lampCase]],
    ['area=430304&service=corridor-lamp', [lampCase]],
    ['area=110101', []],
    ['from=2020-01-01T00:00:00Z', [lampCase]],
    ['to=2020-01-01T00:00:00Z&source=permits', ['case-1', 'permits:case-2']],
    ['knownBy=2020-01-01T00:00:00Z', []],
  ])('select by %s', async (query, names) => {
    expect(namesIn(await xes(`?${query}`))).toEqual([...names].sort());
  });

  it('are kept to the area of the auditor’s post', async () => {
    const { body } = await audit.ask('/v1/audit/exports/ocel?kind=native', '110101');
    expect(body).toMatchObject({ objects: [], events: [] });
  });

  it('come packed for who asks so, and are the same', async () => {
    const { type, bytes } = await audit.file('/v1/audit/exports/xes?compress=gzip&kind=imported');
    expect(type).toBe('application/gzip');
    const plain = (text: string) => text.replace(/huying:positions" value="[^"]*"/, '');
    expect(plain(gunzipSync(bytes).toString())).toBe(plain(await xes('?kind=imported')));
  });

  it('are recorded before they leave, what was asked for sealed', async () => {
    const before = await audit.store('audit').head();
    await xes('?source=permits');
    const recorded: string[] = [];
    for await (const event of audit.store('audit').readLog(before)) recorded.push(event.body.toString());
    expect(recorded.map((body) => JSON.parse(body) as unknown)).toMatchObject([
      { type: auditEventTypes.AuditQueryRun.type, data: { query: 'export', sealed: [{ part: 'question' }, { part: 'asker' }] } },
    ]);
    expect(recorded[0]).not.toContain('permits');
  });

  it('refuse times in the wrong order, and what they do not know', async () => {
    expect(await audit.ask('/v1/audit/exports/xes?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({
      status: 400,
      body: { code: 'TIMES_IN_WRONG_ORDER' },
    });
    expect(await audit.ask('/v1/audit/exports/ocel?kind=both')).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });
});
