import { foreignEventTypes, orderEventTypes } from '@huying/contracts';
import { inCausalOrder } from '@huying/event-bus';
import { derivedId } from '@huying/platform';
import { describe, expect, it } from 'vitest';
import { asDeliveries, lampCase, lampStory, permitCase, permitStory, type Told } from '../case-story.spec.js';
import type { SelectedCase } from '../case-selection/selected-cases.js';
import { exportedCases } from './exported-cases.js';
import type { ActivityLanguage } from './native-case.js';
import { ocelLog } from './ocel/ocel-log.js';
import { xesLog } from './xes/xes-log.js';

const selected = (story: readonly Told[], change: Partial<SelectedCase> = {}): SelectedCase => ({
  caseId: story[0]?.caseKey ?? '',
  kind: 'native',
  system: 'huying',
  originalCase: null,
  numberIsShared: false,
  service: null,
  type: null,
  area: null,
  events: inCausalOrder(asDeliveries(story)),
  ...change,
});
const lamp = selected(lampStory(), { service: 'corridor-lamp', area: '430304900900' });
const permit = selected(permitStory(), { kind: 'imported', system: 'permits', originalCase: 'case-1' });

async function* each<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  for (const value of values) yield await Promise.resolve(value);
}
async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
const xes = (cases: readonly SelectedCase[], lang: ActivityLanguage = 'en') =>
  textOf(xesLog(exportedCases(each(cases), lang), { positions: { intake: 9, dispatch: 7 }, parked: 2 }));

describe('an export in XES', () => {
  it('holds every event of a case of our own, by name, time, person, role and unit', async () => {
    const text = await xes([lamp]);
    expect(text.match(/<trace>/g)).toHaveLength(1);
    expect(text.match(/<event>/g)).toHaveLength(lampStory().length);
    expect(text).toContain(`<trace><string key="concept:name" value="${lampCase}"/><string key="huying:system" value="huying"/>`);
    expect(text).toContain(
      '<event><string key="concept:name" value="CaseSigned"/><date key="time:timestamp" value="2026-06-15T14:00:00.000+08:00"/>' +
        '<string key="lifecycle:transition" value="complete"/><string key="org:resource" value="steward-1"/>' +
        '<string key="org:role" value="HAN"/><string key="org:group" value="property-1"/>',
    );
    expect([...text.matchAll(/huying:lifecycleStep" value="([^"]*)"/g)].map(([, step]) => step).join(' ')).toBe(
      'T01 T08 T11 T12 T19 T21 T22',
    );
    expect(text).toContain('<string key="huying:timer" value="TM08"/>');
    expect(text).toContain('<date key="huying:due" value="2026-06-24T00:00:00.000+08:00"/>');
    expect(text).toContain('<string key="huying:positions" value="intake:9 dispatch:7"/>\n<int key="huying:parked" value="2"/>');
  });

  it('names activities in Chinese for who asks so, except those of other systems', async () => {
    const text = await xes([lamp, permit], 'zh');
    expect(text).toContain('<string key="concept:name" value="签收"/>');
    expect(text).toContain('<string key="concept:name" value="Confirmation of receipt"/>');
  });

  it('holds nothing of a member that nobody has looked at, and nothing sealed', async () => {
    const [first, ...rest] = lampStory();
    if (first === undefined) throw new Error('no story');
    const told = { ...first, data: { ...first.data, remark: '卫惊蛰 10090000001', sealed: [{ part: 'words', ct: 'AAAA' }] } };
    const text = await xes([selected([told, ...rest])]);
    expect(text).not.toMatch(/卫惊蛰|10090000001|AAAA|sealed|remark/);
  });

  it('holds of an imported case each row once, as it was last told, under its number, with what the source tells of it', async () => {
    const text = await xes([permit]);
    expect(text.match(/<event>/g)).toHaveLength(3);
    expect(text).toContain('<trace><string key="concept:name" value="case-1"/><string key="huying:system" value="permits"/>');
    expect(text).toContain('<string key="channel" value="Internet"/>');
    expect(text).toContain('<date key="startdate" value="2011-10-11T13:42:22.000+02:00"/>');
    expect(text).not.toContain('2011-11-24T15:36:51.302+01:00');
    expect(text).toContain('<date key="time:timestamp" value="2011-11-25T15:36:51.302+01:00"/>');
    expect(text).toContain('<int key="huying:tellings" value="2"/>');
  });

  it('puts the system in front of a number that several systems use', async () => {
    expect(await xes([{ ...permit, numberIsShared: true }])).toContain('<string key="concept:name" value="permits:case-1"/>');
  });

  it('gives an activity its instance back as its source had it', async () => {
    const row = (identity: string, transition?: string): Told => {
      const [first] = permitStory();
      if (first === undefined) throw new Error('no story');
      const data = { ...first.data, row: identity } as Record<string, unknown>;
      if (transition === undefined) delete data['transition'];
      else data['transition'] = transition;
      return { ...first, data, type: foreignEventTypes.ForeignActivityRecorded };
    };
    const rows = [row('instance:task-7', 'complete'), row('instance:task-7:start', 'start'), row('instance:9'), row('ordinal:4')];
    const text = await xes([selected(rows, { kind: 'imported', system: 'permits' })]);
    expect([...text.matchAll(/key="concept:instance" value="([^"]*)"/g)].map(([, value]) => value)).toEqual(['task-7', 'task-7', '9']);
  });

  it('escapes what XML would take for its own, and replaces what it cannot hold', async () => {
    const [first, ...rest] = permitStory();
    if (first === undefined) throw new Error('no story');
    const odd = { ...first, data: { ...first.data, activity: `<a & "b">\n\u0007灯` } };
    const text = await xes([selected([odd, ...rest], { kind: 'imported', system: 'permits' })]);
    expect(text).toContain('value="&lt;a &amp; &quot;b&quot;&gt;&#10;\uFFFD灯"');
  });
});

interface Ocel {
  readonly huying: unknown;
  readonly objectTypes: readonly { readonly name: string; readonly attributes: readonly { readonly name: string }[] }[];
  readonly eventTypes: Ocel['objectTypes'];
  readonly objects: readonly (Entity & { readonly type: string })[];
  readonly events: readonly (Entity & { readonly type: string; readonly time: string })[];
}
interface Entity {
  readonly id: string;
  readonly attributes: readonly { readonly name: string; readonly value: unknown }[];
  readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
}
const ocel = async (cases: readonly SelectedCase[]): Promise<Ocel> => {
  const among = (caseIds: readonly string[]) =>
    Promise.resolve(new Set(caseIds.filter((caseId) => cases.some((one) => one.caseId === caseId))));
  return JSON.parse(
    await textOf(ocelLog({ cases: () => exportedCases(each(cases), 'en'), among, known: { positions: { intake: 9 }, parked: 2 } })),
  ) as Ocel;
};

const evidence: Told = {
  service: 'dispatch',
  stream: `order-${lampCase}`,
  caseKey: lampCase,
  person: 'steward-1',
  role: 'HAN',
  unit: 'property-1',
  at: '2026-06-16T10:00:00.000+08:00',
  type: orderEventTypes.EvidenceAttached,
  data: { kind: 'photo-after', sha256: 'a'.repeat(64), contentKey: 'b'.repeat(64), mediaType: 'image/png', bytes: 9 },
};

describe('an export in OCEL 2.0', () => {
  it('relates every event to its case, its order, who did it and what it is about, each by what it is to it', async () => {
    const { events, objects } = await ocel([selected([...lampStory(), evidence])]);
    expect(events).toHaveLength(lampStory().length + 1);
    const relationsOf = (type: string) => events.find((event) => event.type === type)?.relationships;
    expect(relationsOf('CaseDispatched')).toEqual([
      { objectId: `case:${lampCase}`, qualifier: 'case' },
      { objectId: 'person:dispatcher-1', qualifier: 'actor' },
      { objectId: 'unit:community', qualifier: 'acting unit' },
      { objectId: `order:${lampCase}`, qualifier: 'order' },
      { objectId: 'person:steward-1', qualifier: 'assignee' },
      { objectId: 'unit:property-1', qualifier: 'assigned unit' },
    ]);
    expect(relationsOf('EvidenceAttached')).toContainEqual({ objectId: `evidence:${'a'.repeat(64)}`, qualifier: 'evidence' });
    expect(objects.find(({ type }) => type === 'evidence')?.attributes.map(({ name, value }) => [name, value])).toEqual([
      ['bytes', 9],
      ['kind', 'photo-after'],
      ['mediaType', 'image/png'],
    ]);
    expect(objects.find(({ type }) => type === 'case')?.relationships).toEqual([{ objectId: `order:${lampCase}`, qualifier: 'order' }]);
  });

  it('declares every type and attribute, writes every object once, and refers to none that is missing', async () => {
    const other = lampStory('019b0000-0000-7000-8000-000000000002');
    const log = await ocel([selected([...lampStory(), evidence]), selected(other), permit]);
    const ids = log.objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const related = [...log.objects, ...log.events].flatMap(({ relationships }) => relationships.map(({ objectId }) => objectId));
    expect(related.filter((id) => !ids.includes(id))).toEqual([]);
    for (const [entities, types] of [[log.objects, log.objectTypes] as const, [log.events, log.eventTypes] as const]) {
      const declared = new Map(types.map(({ name, attributes }) => [name, new Set(attributes.map((attribute) => attribute.name))]));
      for (const { type, attributes } of entities)
        expect(attributes.filter(({ name }) => declared.get(type)?.has(name) !== true)).toEqual([]);
    }
    expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length);
    expect(log.huying).toEqual({ positions: { intake: 9 }, parked: 2 });
    expect(ids).toContain('person:permits/Resource21');
  });

  it('relates cases that refer to one another where both are exported', async () => {
    const linked = derivedId('foreign', 'permits', 'case-2');
    const [first, ...rest] = permitStory();
    if (first === undefined) throw new Error('no story');
    const links = [
      { kind: 'follow-on-created', case: 'case-2', caseId: linked },
      { kind: 'parent', case: 'case-9', caseId: derivedId('foreign', 'permits', 'case-9') },
    ];
    const story = [{ ...first, data: { ...first.data, links } }, ...rest];
    const both = [
      selected(story, { kind: 'imported', system: 'permits' }),
      selected(permitStory('case-2', linked), { kind: 'imported', system: 'permits' }),
    ];
    const { objects } = await ocel(both);
    expect(objects.find(({ id }) => id === `case:${permitCase}`)?.relationships).toEqual([
      { objectId: `case:${linked}`, qualifier: 'follow-on-created' },
    ]);
  });
});
