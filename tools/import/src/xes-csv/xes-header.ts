import { SourceFault } from '../source.js';

/** Columns that this system understands; every other one is kept, sealed. */
export const required = ['case:concept:name', 'concept:name', 'time:timestamp'] as const;
const columnsMax = 300;

/** A header that can be worked with: every column once, the three that make an event among them. @throws SourceFault */
export function checkHeader(columns: readonly string[]): readonly string[] {
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new SourceFault(
      `the first line must name the columns, and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing 表头缺少列 ${missing.join('、')}`,
    );
  }
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw new SourceFault(`the column ${twice} stands twice in the first line 表头中列名重复：${twice}`);
  if (columns.length > columnsMax) throw new SourceFault(`the first line names more than ${columnsMax} columns 表头超过 ${columnsMax} 列`);
  return columns;
}

/** The delimiter under which the first line names the columns that it must: comma, semicolon or tab. */
export function delimiterOf(header: string): ',' | ';' | '\t' {
  const names = (delimiter: string): number =>
    header.split(delimiter).filter((cell) => (required as readonly string[]).includes(cell.replaceAll('"', '').trim())).length;
  return names(';') > names(',') ? ';' : names('\t') > names(',') ? '\t' : ',';
}
