import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RejectCode } from '../reject.js';
import { SourceFault, type SourceItem } from '../source.js';
import { readOpen311Json } from './read-open311-json.js';

const now = Date.parse('2026-06-18T09:00:00+08:00');
const request = {
  service_request_id: '14-1',
  status: 'closed',
  status_notes: 'Crew found nothing',
  service_name: 'Pothole in Street',
  service_code: '4fd3b656e750846c53000004',
  agency_responsible: 'Transportation',
  requested_datetime: '2014-05-09T19:02:21-05:00',
  updated_datetime: '2014-06-01T10:15:40-05:00',
  address: '1200 W Any St',
  lat: 41.7,
  extended_attributes: { channel: 'phone', parent_service_request_id: '13-9' },
  notes: [
    { datetime: '2014-05-09T19:02:21-05:00', summary: 'Request opened', type: 'opened' },
    {
      datetime: '2014-05-20T14:11:58-05:00',
      summary: 'Follow-on Survey Created',
      description: 'Survey #14-2 created, ask for Ann',
      type: 'follow_on_created',
      extended_attributes: { service_request_id: '14-2', service_name: 'Survey', agency_responsible: 'Water' },
    },
    { datetime: '2014-06-01T10:15:40-05:00', summary: 'Request closed', type: 'closed' },
  ],
};

async function read(content: string | Buffer, chunkBytes = 64 * 1024): Promise<readonly SourceItem[]> {
  const bytes = Buffer.from(content);
  const chunks = (async function* () {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
  })();
  const items: SourceItem[] = [];
  for await (const item of readOpen311Json(chunks, { now })) items.push(item);
  return items;
}
const told = (items: readonly SourceItem[]): readonly string[] =>
  items.map((item) =>
    item.kind === 'row' ? `${item.row.locator} ${item.row.case} ${item.row.activity}` : `${item.locator}: ${item.code}`,
  );
const plain = (id: string): string => JSON.stringify({ service_request_id: id, requested_datetime: '2014-05-09T19:02:21-05:00' });

describe('reading Open311 service requests', () => {
  it('takes a request for one row and each of its notes for another', async () => {
    const items = await read(JSON.stringify([request]));
    expect(told(items)).toEqual([
      '/0 14-1 requested',
      '/0/notes/0 14-1 Request opened',
      '/0/notes/1 14-1 Follow-on Survey Created',
      '/0/notes/2 14-1 Request closed',
    ]);
    expect(items.map((item) => item.kind === 'row' && item.row.identity)).toEqual(['ordinal:0', 'ordinal:1', 'ordinal:2', 'ordinal:3']);
  });

  it('keeps codes and times of a request apart from its words and places, which are to be sealed', async () => {
    const [item] = await read(JSON.stringify([request]));
    expect(item).toMatchObject({
      row: {
        kind: 'request',
        group: 'Transportation',
        about: {
          service: 'Pothole in Street',
          channel: 'phone',
          status: 'closed',
          openedAt: '2014-05-09T19:02:21.000-05:00',
          closedAt: '2014-06-01T10:15:40.000-05:00',
        },
        links: [{ kind: 'parent', case: '13-9' }],
        personal: { status_notes: 'Crew found nothing', address: '1200 W Any St', lat: '41.7' },
      },
    });
  });

  it('takes follow-on requests for links between cases', async () => {
    const items = await read(JSON.stringify([request]));
    expect(items[2]).toMatchObject({
      row: {
        transition: 'follow_on_created',
        links: [{ kind: 'follow-on-created', case: '14-2', service: 'Survey', agency: 'Water' }],
        personal: { description: 'Survey #14-2 created, ask for Ann' },
      },
    });
  });

  it('does not take a request for closed that was only updated', async () => {
    const [item] = await read(JSON.stringify([{ ...request, status: 'open' }]));
    expect(item).not.toHaveProperty('row.about.closedAt');
  });

  it('keeps the original bytes, each once: of the request without its notes, and of each note', async () => {
    const pretty = JSON.stringify([request], undefined, 3);
    const sources = (await read(pretty, 13)).map((item) => (item.kind === 'row' ? item.row.source : ''));
    expect(sources[0]).toBe(pretty.slice(pretty.indexOf('{'), pretty.lastIndexOf('}') + 1).replace(/"notes": \[[\s\S]*\]/, '"notes": []'));
    for (const note of sources.slice(1)) expect(pretty).toContain(note);
    expect(JSON.parse(sources[2] ?? '')).toEqual(request.notes[1]);
  });

  it('mends half a character, which JSON can escape and no UTF-8 can hold', async () => {
    const [item] = await read(`[{"service_request_id":"1","requested_datetime":"2014-05-09T19:02:21-05:00","description":"a\\ud800b"}]`);
    expect(item).toMatchObject({ row: { personal: { description: 'a\ufffdb' } } });
  });

  const faults: readonly (readonly [RejectCode, string | Buffer])[] = [
    ['BROKEN_JSON', '{"service_request_id": "x", "status": }'],
    ['BROKEN_JSON', '{"service_request_id": "x", "status": "open"'],
    ['BROKEN_JSON', '{"service_request_id": "x", "status": "open'],
    ['BROKEN_JSON', '{"service_request_id": "x", "a": [1, 2}'],
    ['BROKEN_JSON', '{"service_request_id": "x"}}'],
    ['NOT_AN_OBJECT', '17'],
    ['NOT_AN_OBJECT', '["service_request_id"]'],
    ['NOT_AN_OBJECT', 'null'],
    ['MISSING_CASE', '{"requested_datetime":"2014-05-09T19:02:21-05:00"}'],
    ['CASE_TOO_LONG', plain('x'.repeat(201))],
    ['MISSING_TIME', '{"service_request_id":"x"}'],
    ['UNREADABLE_TIME', '{"service_request_id":"x","requested_datetime":17}'],
    ['IMPOSSIBLE_TIME', '{"service_request_id":"x","requested_datetime":"2014-02-30T00:00:00Z"}'],
    ['INVALID_ENCODING', Buffer.from('{"service_request_id":"caf\xe9"}', 'latin1')],
  ];
  it.each(faults)('rejects an element as %s, says where it stands, and imports its neighbours', async (code, element) => {
    const content = Buffer.concat([
      Buffer.from(`[\n ${plain('a')},\n `),
      Buffer.from(element),
      Buffer.from(`,\n ${plain('b')},\n ${plain('c')}\n]`),
    ]);
    for (const chunkBytes of [5, 64 * 1024]) {
      const items = await read(content, chunkBytes);
      expect(items.filter(({ kind }) => kind === 'row').map((item) => item.kind === 'row' && item.row.case)).toEqual(['a', 'b', 'c']);
      expect(items.filter(({ kind }) => kind === 'reject')).toMatchObject(
        // A bracket too many is told behind the request that it follows, which itself is sound but has no time.
        element.toString().endsWith('}}')
          ? [
              { locator: '/1', code: 'MISSING_TIME' },
              { locator: '/2', code },
            ]
          : [{ locator: '/1', code }],
      );
    }
  });

  it('rejects a bad note and imports the request and its other notes', async () => {
    const notes = [{ ...request.notes[0], datetime: 'soon' }, 'no note', { datetime: '2014-05-09T19:02:21-05:00' }, request.notes[2]];
    expect(told(await read(JSON.stringify([{ ...request, notes }])))).toEqual([
      '/0 14-1 requested',
      '/0/notes/0: UNREADABLE_TIME',
      '/0/notes/1: NOT_AN_OBJECT',
      '/0/notes/2: MISSING_ACTIVITY',
      '/0/notes/3 14-1 Request closed',
    ]);
  });

  it('skips an element of many megabytes without keeping it, and goes on behind it', async () => {
    const huge = `{"service_request_id":"x","description":"${'x'.repeat(9 * 1024 * 1024)}"}`;
    expect(told(await read(`[${plain('a')},${huge},${plain('b')}]`))).toEqual(['/0 a requested', '/1: ROW_TOO_LONG', '/2 b requested']);
  });

  it('tells that a file was cut off, and imports what stands before', async () => {
    expect(told(await read(`[${plain('a')},${plain('b')}`))).toEqual(['/0 a requested', '/1 b requested', 'end of file: BROKEN_JSON']);
    expect(told(await read(`[${plain('a')},${plain('b').slice(0, 30)}`))).toEqual(['/0 a requested', '/1: BROKEN_JSON']);
  });

  it.each(['', '   ', '{"service_requests": []}', 'service_request_id,status'])(
    'refuses a file as a whole that is no array: %j',
    async (content) => {
      await expect(read(content)).rejects.toThrow(SourceFault);
    },
  );

  it('reads an empty array as no rows', async () => {
    expect(await read(' [ ] ')).toEqual([]);
  });

  it('accounts for every request and note exactly once, whatever they hold, in chunks of any size', async () => {
    const anyRequest = fc.record({
      service_request_id: fc.oneof(fc.string({ maxLength: 20 }), fc.nat()),
      requested_datetime: fc.constantFrom('2014-05-09T19:02:21-05:00', 'never', ''),
      description: fc.string({ unit: 'binary' }),
      anything: fc.jsonValue(),
      notes: fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom(...request.notes)), { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRequest, { maxLength: 6 }),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(3),
        async (requests, chunkBytes, indent) => {
          const items = await read(JSON.stringify(requests, undefined, indent), chunkBytes);
          const places = requests.flatMap(({ notes }, at) => [`/${at}`, ...notes.map((_, note) => `/${at}/notes/${note}`)]);
          expect(items.map((item) => (item.kind === 'row' ? item.row.locator : item.locator))).toEqual(places);
        },
      ),
    );
  });
});
