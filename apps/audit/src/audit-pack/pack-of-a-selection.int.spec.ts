import { services } from '@huying/contracts';
import { unzipSync, type Unzipped } from 'fflate';
import { packedEvents, parseVerifierKey, verifyPack, type VerifiedPack, type VerifierKey } from 'huying-verify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampCase, lampStory, permitCase, permitStory } from '../case-story.spec.js';
import { signersOf, statementSigners } from '../ledger/signers.js';

const otherLamp = '019b0000-0000-7000-8000-000000000002';
let audit: AuditUnderTest;
let keys: readonly VerifierKey[];

beforeAll(async () => {
  audit = await startAudit();
  // The other lamp was reported, accepted and dispatched only.
  await audit.tell([...lampStory(), ...lampStory(otherLamp).slice(0, 3), ...permitStory()]);
  await audit.publish();
  const vkeys = [statementSigners(audit.ledger), ...services.map((service) => signersOf(audit.ledger, service))].map(([{ vkey }]) => vkey);
  keys = (await Promise.all(vkeys.map(parseVerifierKey))).filter((key) => key !== undefined);
});
afterAll(() => audit.close());

const take = async (query: string, area?: string): Promise<{ readonly files: Unzipped; readonly pack: VerifiedPack }> => {
  const { status, bytes } = await audit.file(`/v1/audit/packs?${query}`, 'AUD', area);
  expect(status, bytes.subarray(0, 300).toString()).toBe(200);
  const pack = await verifyPack(bytes, keys);
  if (!pack.ok) throw new Error(`${pack.code} ${pack.file}`);
  return { files: unzipSync(bytes), pack };
};
const casesIn = (files: Unzipped): readonly string[] =>
  Object.keys(files)
    .flatMap((path) => /^cases\/([^/]+)\/case\.json$/.exec(path)?.[1] ?? [])
    .sort();
const json = (files: Unzipped, path: string): unknown => JSON.parse(Buffer.from(files[path] ?? []).toString());

describe('a pack of a selection', () => {
  it.each([
    ['the kind', 'kind=imported', [permitCase]],
    ['the area, all below it included', 'area=430304', [lampCase, otherLamp, permitCase]],
    ['the system that it comes from', 'source=permits', [permitCase]],
    ['the time of its opening', 'from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z', [lampCase, otherLamp]],
    ['its state', 'status=S60', [lampCase]],
    ['the person responsible', 'responsible=steward-1', [lampCase]],
    ['the unit responsible', 'responsible=property-1', [lampCase]],
    ['its clear words', 'text=CORRIDOR-lamp', [lampCase, otherLamp]],
    ['several words at once', 'kind=native&status=S60', [lampCase]],
  ])('has the cases that fit %s', async (_, query, cases) => {
    const { files, pack } = await take(query);
    expect(casesIn(files)).toEqual(cases);
    expect(pack.cases).toBe(cases.length);
    expect(pack.selection).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it('can be held against the logs: its events are told by case, log and position', async () => {
    const { status, bytes } = await audit.file(`/v1/audit/packs?cases=${lampCase}`, 'AUD');
    expect(status).toBe(200);
    const packed: string[] = [];
    for await (const { caseId, source, position } of packedEvents(bytes)) packed.push(`${caseId} ${source}:${String(position)}`);
    expect(packed).toHaveLength(lampStory().length);
    expect(new Set(packed).size).toBe(packed.length);
    expect(packed.every((event) => event.startsWith(`${lampCase} `))).toBe(true);
  });

  it('says under its seal what was asked for, by which moments and positions, and what it came to', async () => {
    const { files, pack } = await take('area=430304&kind=native');
    const events = Object.keys(files).filter((path) => /^cases\/.*\/events\//.test(path)).length;
    expect(events).toBe(lampStory().length + 3);
    expect(pack).toMatchObject({ cases: 2, events, scope: undefined, positions: { intake: await audit.store('intake').head() } });
    // What `npm run ledger -- compare` holds against a mirror: each log's tree once, as far as it was published.
    expect(pack.heads.map(({ origin, size }) => [origin, size])).toContainEqual([
      signersOf(audit.ledger, 'intake')[0].name,
      await audit.store('intake').head(),
    ]);
    expect(new Set(pack.heads.map(({ origin }) => origin)).size).toBe(pack.heads.length);
    expect(json(files, 'selection.json')).toEqual({
      selection: { area: '430304', kind: 'native' },
      scope: null,
      occurredBy: pack.occurredBy,
      knownBy: pack.knownBy,
      positions: pack.positions,
      made: pack.made,
    });
    const page = Buffer.from(files['cases.html'] ?? []).toString();
    for (const caseId of [lampCase, otherLamp]) expect(page).toContain(`cases/${caseId}/timeline.zh.html`);
  });

  it('judges how a case stood by the moment asked for', async () => {
    const { files, pack } = await take('status=S30&occurredBy=2026-06-15T15:00:00%2B08:00');
    expect(casesIn(files)).toEqual([lampCase]);
    expect(pack.events).toBe(7);
    expect((await take('status=S30')).pack.cases).toBe(0);
  });

  it('of nothing is a pack, too: a signed word that no case fitted', async () => {
    const { files, pack } = await take('source=nobody');
    expect([pack.cases, pack.events, pack.proven, casesIn(files)]).toEqual([0, 0, 0, []]);
  });

  it('holds what its maker may see, and says within which area that is', async () => {
    expect((await take('kind=native', '110000')).pack).toMatchObject({ cases: 0, scope: '110000' });
    expect((await take('kind=native', '430304')).pack).toMatchObject({ cases: 2, scope: '430304' });
  });

  it('is recorded as a question before the first byte', async () => {
    const before = await audit.store('audit').head();
    await take('source=permits');
    expect(await audit.store('audit').head()).toBe(before + 1);
  });

  it('is of one kind of question: cases named, or selected', async () => {
    for (const query of ['', `?cases=${lampCase}&kind=native`])
      expect(await audit.ask(`/v1/audit/packs${query}`)).toMatchObject({ status: 400, body: { code: 'PACK_SELECTION_UNCLEAR' } });
    expect(await audit.ask('/v1/audit/packs?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toMatchObject({
      status: 400,
      body: { code: 'TIMES_IN_WRONG_ORDER' },
    });
  });

  it('beyond its limit is refused before it is made, with how much was asked for', async () => {
    await audit.tamper('audit', `UPDATE read.case_index_v1 SET events = events + 200000 WHERE key = '${permitCase}'`);
    expect(await audit.ask('/v1/audit/packs?kind=imported')).toMatchObject({
      status: 422,
      body: { code: 'PACK_TOO_LARGE', details: { events: 200_000 + permitStory().length, eventsMax: 200_000 } },
    });
    await audit.tamper('audit', `UPDATE read.case_index_v1 SET events = events - 200000 WHERE key = '${permitCase}'`);
  });
});
