import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowBytesMax, SourceFault, type SourceItem } from '../source.js';
import { readXes } from './read-xes.js';

const now = Date.parse('2026-06-18T09:00:00+08:00');
const event = (activity: string, more = ''): string =>
  `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="2011-10-11T13:45:40.276+02:00"/>${more}</event>`;
const trace = (name: string, ...parts: readonly string[]): string =>
  `<trace><string key="concept:name" value="${name}"/>${parts.join('\n')}</trace>`;
const log = (...parts: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/">\n${parts.join('\n')}\n</log>\n`;

/** Reads a document in chunks of the given size, as a file would come. */
async function read(content: string | Buffer, chunkBytes = 64 * 1024): Promise<readonly SourceItem[]> {
  const bytes = Buffer.from(content);
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
  })();
  const items: SourceItem[] = [];
  for await (const item of readXes(chunks, { now })) items.push(item);
  return items;
}
const told = (items: readonly SourceItem[]): readonly string[] =>
  items.map((item) =>
    item.kind === 'row' ? `${item.row.case} ${item.row.activity} ${item.row.identity}` : `${item.locator}: ${item.code}`,
  );

describe('reading an event log in XES', () => {
  it('takes every event for one row, with what its trace says, and keeps its original text', async () => {
    const text = event('Check', '<string key="org:resource" value="Resource01"/><string key="lifecycle:transition" value="start"/>');
    const [first] = await read(
      log(trace('c1', '<date key="deadline" value="2011-12-06T13:41:31+01:00"/>', '<string key="channel" value="Desk"/>', text)),
    );
    expect(first).toEqual({
      kind: 'row',
      row: {
        case: 'c1',
        identity: 'ordinal:1',
        at: '2011-10-11T13:45:40.276+02:00',
        timeText: '2011-10-11T13:45:40.276+02:00',
        locator: 'line 5',
        kind: 'activity',
        activity: 'Check',
        transition: 'start',
        resource: 'Resource01',
        about: { channel: 'Desk', deadline: '2011-12-06T13:41:31.000+01:00' },
        source: text,
      },
    });
  });

  it('reads the same of a file however it comes in: in chunks of any size, with line ends of Windows, in another encoding', async () => {
    const text = log(
      `<!-- ${'x'.repeat(100)} -->`,
      trace('楼道灯 & "c"'.replaceAll('&', '&amp;').replaceAll('"', '&quot;'), event('Prüfung'), event('核对')),
    );
    const whole = await read(text);
    expect(told(whole)).toEqual(['楼道灯 & "c" Prüfung ordinal:1', '楼道灯 & "c" 核对 ordinal:2']);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), async (chunkBytes) => {
        expect(await read(text, chunkBytes)).toEqual(whole);
        expect(told(await read(text.replaceAll('\n', '\r\n'), chunkBytes))).toEqual(told(whole));
      }),
      { numRuns: 25, seed: 1 },
    );
    const latin = Buffer.from(log(trace('c1', event('Prüfung'))).replace('UTF-8', 'ISO-8859-1'), 'latin1');
    expect(told(await read(latin, 3))).toEqual(['c1 Prüfung ordinal:1']);
  });

  it('takes no attribute of the log, and no default of an attribute, for one of an event', async () => {
    const items = await read(
      log(
        '<global scope="event"><string key="org:group" value="UNKNOWN"/></global>',
        '<classifier name="Activity" keys="concept:name"/>',
        '<string key="creator" value="somebody"/>',
        trace('c1', event('Check')),
      ),
    );
    expect(items).toMatchObject([{ row: { activity: 'Check' } }]);
    expect(items[0]).not.toHaveProperty('row.group');
    expect(items[0]).not.toHaveProperty('row.personal');
  });

  it('keeps nested attributes and lists, to be sealed, each under its parents’ names', async () => {
    const nested =
      '<string key="cost" value="12"><string key="currency" value="EUR"/></string>' +
      '<list key="docs"><values><string key="doc" value="a"/><string key="doc" value="b"/></values></list>';
    const [item] = await read(log(trace('c1', event('Check', nested))));
    expect(item).toMatchObject({ row: { personal: { cost: '12', 'cost/currency': 'EUR', 'docs/doc': 'a', 'docs/doc#2': 'b' } } });
  });

  it('tells events apart by instance and transition, else by their ids, else by counting', async () => {
    const instance = (value: string, transition: string): string =>
      `<string key="concept:instance" value="${value}"/><string key="lifecycle:transition" value="${transition}"/>`;
    const items = await read(
      log(
        trace('c1', event('a', instance('7', 'start')), event('a', instance('7', 'complete')), event('b', instance('7', 'complete'))),
        trace('c2', event('a', instance('7', 'complete')), event('b', '<id key="identity:id" value="0b1c"/>'), event('c'), event('d')),
      ),
    );
    expect(told(items)).toEqual([
      'c1 a instance:7:start',
      'c1 a instance:7',
      'c1 b instance:7#2',
      'c2 a instance:7',
      'c2 b id:0b1c',
      'c2 c ordinal:1',
      'c2 d ordinal:2',
    ]);
  });

  it('rejects bad events with their place, and takes their neighbours', async () => {
    const items = await read(
      log(
        trace('c1', event('a'), event('', ''), '<event><string key="concept:name" value="b"/></event>', '<event/>', event('c')),
        `<trace>${event('of nobody')}</trace>`,
        event('of no trace'),
        trace('c2', event('d', `<string key="note" value="${'x'.repeat(rowBytesMax)}"/>`), event('e')),
        trace('c3', `<string key="note" value="${'x'.repeat(rowBytesMax)}"/>`, event('f')),
      ),
    );
    expect(told(items)).toEqual([
      'c1 a ordinal:1',
      'line 4: MISSING_ACTIVITY',
      'line 5: MISSING_TIME',
      'line 6: MISSING_ACTIVITY',
      'c1 c ordinal:5',
      'line 8: MISSING_CASE',
      'line 9: MISSING_CASE',
      'line 10: ROW_TOO_LONG',
      'c2 e ordinal:2',
      'line 13: ROW_TOO_LONG',
    ]);
  });

  it('reads a document with prefixed elements', async () => {
    const text = log(trace('c1', event('a')))
      .replaceAll(/<(\/?)(?=[a-z])/g, '<$1xes:')
      .replace('xmlns=', 'xmlns:xes=');
    expect(told(await read(text))).toEqual(['c1 a ordinal:1']);
  });

  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<log><trace><string key="concept:name" value="&b;"/></trace></log>`;
  it.each<[string, string | Buffer, string]>([
    ['declares entities', bomb, 'declares entities'],
    ['uses an entity that nobody declared', log(trace('&lol;')), 'no well-formed XML (line 3)'],
    ['is no XML', 'case,activity\n1,2\n', 'no well-formed XML (line'],
    ['is other XML', '<html><body/></html>', 'no XES event log'],
    ['is empty', '', 'cut off, or empty'],
    ['ends in the middle of a trace', log(trace('c1', event('a'))).slice(0, -20), 'ends in the middle (line 3)'],
    ['ends in the middle of a tag', log(trace('c1', event('a'))).slice(0, 150), 'ends in the middle'],
    ['has tags that cross', log('<trace><event></trace></event>'), 'no well-formed XML (line 3)'],
    ['is of another encoding than it says', Buffer.from(log(trace('c1', event('Prüfung'))), 'latin1'), 'not valid UTF-8 text'],
    ['ends in the middle of a character', Buffer.from(`${log()}灯`).subarray(0, -1), 'not valid UTF-8 text'],
    ['names an encoding that nobody knows', log().replace('UTF-8', 'KLINGON-1'), 'encoding that is not known'],
    [
      'holds one tag of more than a mebibyte',
      log(trace('c1', event('a', `<string key="note" value="${'x'.repeat(3_000_000)}"/>`))),
      'longer than 1 MiB',
    ],
  ])('tells in one sentence what is wrong with a file that %s', async (_what, content, sentence) => {
    const reading = read(content);
    await expect(reading).rejects.toBeInstanceOf(SourceFault);
    await expect(reading).rejects.toThrow(sentence);
    await expect(reading).rejects.toThrow(/\p{Script=Han}/u);
  });

  it('takes a document type that declares nothing', async () => {
    expect(told(await read(log(trace('c1', event('a'))).replace('\n', '\n<!DOCTYPE log SYSTEM "log.dtd">\n')))).toEqual(['c1 a ordinal:1']);
  });
});
