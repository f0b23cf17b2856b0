import { Ordinals } from '@huying/platform';
import type { ReadOptions, SourceItem } from '../source.js';
import { instanceIdentity, xesRow } from '../xes-csv/xes-row.js';
import { XmlDecoder } from './xml-decoder.js';
import { XesParser, type ReadEvent } from './xes-parser.js';

/**
 * Reads an event log in XES (IEEE 1849). Every event comes out once, as a row or as a reject; what its trace says comes with it, under
 * the column names of the CSV form (`case:…`). A file that is no XES, or is broken, is told as a whole.
 */
export async function* readXes(chunks: AsyncIterable<Buffer>, options: ReadOptions): AsyncGenerator<SourceItem> {
  const ordinals = new Ordinals();
  const decoder = new XmlDecoder();
  const parser = new XesParser();
  for await (const chunk of chunks) {
    for (const event of parser.read(decoder.decode(chunk, parser.line))) yield itemOf(event, ordinals, options);
  }
  for (const event of parser.read(decoder.end(parser.line))) yield itemOf(event, ordinals, options);
  for (const event of parser.close()) yield itemOf(event, ordinals, options);
}

function itemOf(read: ReadEvent, ordinals: Ordinals, options: ReadOptions): SourceItem {
  const { trace, event, line, text } = read;
  if (text === undefined || event.tooLong || trace?.tooLong === true) {
    // It takes its number all the same: once it is mended, the events after it are still the same ones.
    const identity = identityOf(read);
    if (identity === undefined) ordinals.next(trace?.get('concept:name') ?? '');
    return { kind: 'reject', locator: `line ${line}`, code: 'ROW_TOO_LONG' };
  }
  const identity = identityOf(read);
  const cells = [...(trace?.entries() ?? []), ...event.entries().filter(([name]) => name !== 'identity:id' || identity === undefined)];
  const record = {
    columns: cells.map(([name]) => name),
    cells: cells.map(([, value]) => value),
    line,
    text,
    ...(identity === undefined ? {} : { identity }),
  };
  return xesRow(record, ordinals, options);
}

/** What makes an event the same one in another export: its instance, else its id; undefined where it has neither and is counted. */
function identityOf({ event, instances }: ReadEvent): string | undefined {
  const instance = event.get('concept:instance');
  if (instance !== '') {
    const identity = instanceIdentity(instance, event.get('lifecycle:transition'));
    const times = (instances.get(identity) ?? 0) + 1;
    instances.set(identity, times);
    // Some tools number the instances of each trace alike, or all of them 0: such events are still several.
    return times === 1 ? identity : `${identity}#${times}`;
  }
  const id = event.get('identity:id');
  return id === '' || id.length > 200 ? undefined : `id:${id}`;
}
