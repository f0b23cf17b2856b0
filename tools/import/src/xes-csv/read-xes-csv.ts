import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { Ordinals } from '@huying/platform';
import { SourceFault, type ReadOptions, type SourceItem } from '../source.js';
import { csvRecords } from './csv-records.js';
import { checkHeader, delimiterOf } from './xes-header.js';
import { xesRow } from './xes-row.js';

interface TextRecord {
  readonly text: string;
  readonly line: number;
}

/** Records are taken apart so many at a time: the parser is quick, starting it is not. */
const parsedTogether = 200;

/** Reads an event log in CSV with XES column names. Every line after the first comes out once, as a row or as a reject. */
export async function* readXesCsv(chunks: AsyncIterable<Buffer>, options: ReadOptions): AsyncGenerator<SourceItem> {
  const ordinals = new Ordinals();
  let delimiter = ',';
  let columns: readonly string[] | undefined;
  let gathered: TextRecord[] = [];

  function* takeApart(): Generator<SourceItem> {
    const known = columns ?? [];
    for (const { cells, record } of cellsOf(gathered, delimiter)) {
      if (cells === undefined) yield { kind: 'reject', locator: `line ${record.line}`, code: 'BROKEN_QUOTES' };
      else yield xesRow({ columns: known, cells, line: record.line, text: record.text }, ordinals, options);
    }
    gathered = [];
  }

  for await (const record of csvRecords(chunks, () => (columns === undefined ? undefined : delimiter))) {
    if (record.kind === 'reject') {
      if (columns === undefined) throw new SourceFault('the first line cannot be read as column names 表头无法识别');
      yield* takeApart(); // Rejects keep their place among the rows: ordinals hang on the order.
      yield record;
      continue;
    }
    if (record.bytes.length === 0) continue; // A blank line is no row.
    if (!isUtf8(record.bytes)) {
      if (columns === undefined) throw new SourceFault('the file is not UTF-8 text 文件不是 UTF-8 编码');
      yield* takeApart();
      yield { kind: 'reject', locator: `line ${record.line}`, code: 'INVALID_ENCODING' };
      continue;
    }
    const text = record.bytes.toString('utf8');
    if (columns === undefined) {
      delimiter = delimiterOf(text);
      const header = cellsOf([{ text, line: record.line }], delimiter)[0]?.cells ?? [];
      columns = checkHeader(header.map((name) => name.trim()));
      continue;
    }
    gathered.push({ text, line: record.line });
    if (gathered.length >= parsedTogether) yield* takeApart();
  }
  if (columns === undefined) throw new SourceFault('the file is empty 文件为空');
  yield* takeApart();
}

interface Cells {
  readonly record: TextRecord;
  /** Undefined where the record's quotes are broken. */
  readonly cells: readonly string[] | undefined;
}

function cellsOf(records: readonly TextRecord[], delimiter: string): readonly Cells[] {
  const parsed = tryParse(records.map(({ text }) => text).join('\n'), delimiter);
  if (parsed?.length === records.length) return records.map((record, at) => ({ record, cells: parsed[at] }));
  if (records.length <= 1) return records.map((record) => ({ record, cells: undefined }));
  return records.flatMap((record) => cellsOf([record], delimiter));
}

function tryParse(text: string, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true, skip_empty_lines: false });
  } catch {
    return undefined;
  }
}
