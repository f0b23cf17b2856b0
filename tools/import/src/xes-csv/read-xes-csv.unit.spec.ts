import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RejectCode } from '../reject.js';
import { rowBytesMax, SourceFault, type SourceItem } from '../source.js';
import { readXesCsv } from './read-xes-csv.js';

const now = Date.parse('2026-06-18T09:00:00+08:00');
const header = 'case:concept:name,concept:name,time:timestamp,org:resource,case:note';
const good = (id: string, activity = 'Check'): string => `${id},${activity},2011-10-11 13:45:40.276000+02:00,Resource01,`;

/** Reads a text in chunks of the given size, as a file would come. */
async function read(content: string | Buffer, chunkBytes = 64 * 1024): Promise<readonly SourceItem[]> {
  const bytes = Buffer.from(content);
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
  })();
  const items: SourceItem[] = [];
  for await (const item of readXesCsv(chunks, { now })) items.push(item);
  return items;
}
const told = (items: readonly SourceItem[]): readonly string[] =>
  items.map((item) => (item.kind === 'row' ? `${item.row.case} ${item.row.activity}` : `${item.locator}: ${item.code}`));

describe('reading an event log in CSV', () => {
  it('takes every line after the first for one row', async () => {
    const [first] = await read(`${header}\n${good('c1')}\n`);
    expect(first).toEqual({
      kind: 'row',
      row: {
        case: 'c1',
        identity: 'ordinal:1',
        at: '2011-10-11T13:45:40.276+02:00',
        timeText: '2011-10-11 13:45:40.276000+02:00',
        locator: 'line 2',
        kind: 'activity',
        activity: 'Check',
        resource: 'Resource01',
        source: good('c1'),
      },
    });
  });

  it.each([
    ['semicolons', (text: string) => text.replaceAll(',', ';')],
    ['tabs', (text: string) => text.replaceAll(',', '\t')],
    ['quotes around everything', (text: string) => text.replaceAll(/[^,\n]+/g, '"$&"')],
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['no line end at the end', (text: string) => text.trimEnd()],
    ['blank lines between', (text: string) => text.replaceAll('\n', '\n\n')],
  ])('reads a file with %s, in chunks of any size', async (_what, written) => {
    const text = written(`${header}\n${good('c1')}\n${good('c2')}\n`);
    for (const chunkBytes of [1, 7, 64 * 1024]) expect(told(await read(text, chunkBytes))).toEqual(['c1 Check', 'c2 Check']);
  });

  it('keeps columns that it does not know, to be sealed, and quoted line ends, commas and quotes within them', async () => {
    const [item] = await read(`${header}\nc1,Check,2011-10-11T13:45:40Z,,"He said ""no"",\nthen left"\n${good('c2')}`);
    expect(item).toMatchObject({ row: { personal: { 'case:note': 'He said "no",\nthen left' }, locator: 'line 2' } });
  });

  it('takes the instance of an activity for the identity of its row, and its start for another row than its completion', async () => {
    const columns = 'case:concept:name,concept:name,time:timestamp,concept:instance,lifecycle:transition';
    const line = (instance: string, transition: string): string => `c1,A,2011-10-11T13:45:40Z,${instance},${transition}`;
    const items = await read(
      [columns, line('t1', 'start'), line('t1', 'complete'), line('', ''), line('t2', ''), line('', 'start')].join('\n'),
    );
    expect(items.map((item) => item.kind === 'row' && item.row.identity)).toEqual([
      'instance:t1:start',
      'instance:t1',
      'ordinal:1',
      'instance:t2',
      'ordinal:2',
    ]);
  });

  it('gives a row of no instance its number within its case, wherever in the file the case stands, and a bad row keeps its place', async () => {
    const bad = 'c1,Check,no time,,';
    const items = await read([header, good('c1'), good('c2'), bad, good('c1')].join('\n'));
    expect(items.map((item) => (item.kind === 'row' ? `${item.row.case} ${item.row.identity}` : item.code))).toEqual([
      'c1 ordinal:1',
      'c2 ordinal:1',
      'UNREADABLE_TIME',
      'c1 ordinal:3',
    ]);
  });

  it('reads what a line says of its case, and keeps a date of it that cannot be read as it stands', async () => {
    const columns = 'case:concept:name,concept:name,time:timestamp,case:deadline,case:enddate,case:channel,org:group';
    const [item] = await read(`${columns}\nc1,A,2011-10-11T13:45:40Z,2031-10-11 00:00:00+02:00,soon,Desk,EMPTY`);
    expect(item).toMatchObject({
      row: { about: { deadline: '2031-10-11T00:00:00.000+02:00', channel: 'Desk' }, personal: { 'case:enddate': 'soon' } },
    });
    expect(item).not.toHaveProperty('row.group');
  });

  const faults: readonly (readonly [RejectCode, string | Buffer])[] = [
    ['MISSING_CASE', ',Check,2011-10-11T13:45:40Z,,'],
    ['MISSING_CASE', '   ,Check,2011-10-11T13:45:40Z,,'],
    ['CASE_TOO_LONG', `${'c'.repeat(201)},Check,2011-10-11T13:45:40Z,,`],
    ['MISSING_ACTIVITY', 'c,,2011-10-11T13:45:40Z,,'],
    ['MISSING_TIME', 'c,Check,,,'],
    ['UNREADABLE_TIME', 'c,Check,last Monday,,'],
    ['TIME_WITHOUT_ZONE', 'c,Check,2011-10-11T13:45:40,,'],
    ['IMPOSSIBLE_TIME', 'c,Check,2011-02-30T13:45:40Z,,'],
    ['ABSURD_TIME', 'c,Check,2999-01-01T00:00:00Z,,'],
    ['WRONG_FIELD_COUNT', 'c,Check,2011-10-11T13:45:40Z'],
    ['WRONG_FIELD_COUNT', 'c,Check,2011-10-11T13:45:40Z,,,'],
    ['BROKEN_QUOTES', 'c,"Check,2011-10-11T13:45:40Z,,'],
    ['BROKEN_QUOTES', 'c,"Che"ck,2011-10-11T13:45:40Z,,'],
    ['BROKEN_QUOTES', 'c,Che"ck,2011-10-11T13:45:40Z,,'],
    ['INVALID_ENCODING', Buffer.from('c,Caf\xe9,2011-10-11T13:45:40Z,,', 'latin1')],
    ['ROW_TOO_LONG', `c,Check,2011-10-11T13:45:40Z,,${'x'.repeat(rowBytesMax)}`],
    ['ROW_TOO_LONG', `c,Check,2011-10-11T13:45:40Z,,"${'x'.repeat(2 * rowBytesMax)}"`],
  ];
  it.each(faults)('rejects a line as %s, says where it stands, and imports its neighbours', async (code, line) => {
    const content = Buffer.concat([
      Buffer.from(`${header}\n${good('c1')}\n`),
      Buffer.from(line),
      Buffer.from(`\n${good('c2')}\n"c3",Check,2011-10-11T13:45:40Z,,\n`),
    ]);
    for (const chunkBytes of [11, 64 * 1024])
      expect(told(await read(content, chunkBytes))).toEqual(['c1 Check', `line 3: ${code}`, 'c2 Check', 'c3 Check']);
  });

  it('never puts into a reject what the row says', async () => {
    const items = await read(`${header}\nLi Jianguo,Secret,13812345678,,\n`);
    expect(JSON.stringify(items)).not.toMatch(/Jianguo|138/);
  });

  it.each([
    ['', 'the file is empty'],
    ['a,b,c\n1,2,3', 'case:concept:name, concept:name, time:timestamp are missing'],
    [`${header},org:resource\n`, 'stands twice'],
    [`${header},${Array.from({ length: 300 }, (_, at) => `x${at}`).join(',')}\n`, 'more than 300 columns'],
    [Buffer.from('case:concept:name,concept:name,time:timestamp,Caf\xe9\n', 'latin1'), 'not UTF-8'],
  ])('refuses a file as a whole whose first line is of no use', async (content, sentence) => {
    await expect(read(content)).rejects.toThrow(sentence);
    await expect(read(content)).rejects.toThrow(SourceFault);
  });

  it('accounts for every line exactly once, in order, whatever is wrong with whichever of them, in chunks of any size', async () => {
    const anyLine = fc.constantFrom(
      ...faults.filter(([code]) => code !== 'ROW_TOO_LONG').map(([, line]) => line),
      good('g1'),
      `"g2",Check,2011-10-11T13:45:40Z,,"a,b"`,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { maxLength: 20 }), fc.integer({ min: 1, max: 300 }), async (lines, chunkBytes) => {
        const content = Buffer.concat([Buffer.from(header), ...lines.flatMap((line) => [Buffer.from('\n'), Buffer.from(line)])]);
        const items = await read(content, chunkBytes);
        const places = items.map((item) => (item.kind === 'row' ? item.row.locator : item.locator));
        expect(places).toEqual(lines.map((_, at) => `line ${at + 2}`));
      }),
    );
  });

  it('loses no line and invents none, whatever bytes stand in the file', async () => {
    const bytes = fc.array(fc.constantFrom('a', ',', '"', '\n', '\r', 'é', ' '), { maxLength: 60 }).map((units) => units.join(''));
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 70 }), async (text, chunkBytes) => {
        const items = await read(`${header}\n${text}`, chunkBytes);
        expect(items).toEqual(await read(`${header}\n${text}`));
        const places = items.map((item) => Number((item.kind === 'row' ? item.row.locator : item.locator).slice('line '.length)));
        expect(places).toEqual([...new Set(places)].sort((left, right) => left - right));
        const filled = text.split('\n').filter((line) => line !== '' && line !== '\r').length;
        expect(items.length).toBeLessThanOrEqual(filled);
        if (!text.includes('"')) expect(items).toHaveLength(filled);
      }),
      { numRuns: 500 },
    );
  });
});
