import type { ImportRow } from '@huying/contracts';
import type { Reject } from './reject.js';

/** What reading a source yields: every row of the file exactly once, good or bad. */
export type SourceItem = { readonly kind: 'row'; readonly row: ImportRow } | ({ readonly kind: 'reject' } & Reject);

export interface ReadOptions {
  /** Now, in epoch milliseconds: what lies after tomorrow is no history. */
  readonly now: number;
  /** Offset of times that are written without one. */
  readonly zone?: string;
}

/** Reads one format. Memory MUST NOT grow with the file, however long it or any row of it is. */
export type SourceReader = (chunks: AsyncIterable<Buffer>, options: ReadOptions) => AsyncIterable<SourceItem>;

/** The longest original text of a row that is taken, in bytes. */
export const rowBytesMax = 256 * 1024;

/** The file as a whole cannot be imported: no header, another encoding, not there. Told in one sentence; nothing was imported. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault';
}

/** Without the members that are undefined or empty text: a row says nothing where its source says nothing. */
export function filled<Members extends object>(members: Members): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== '')) as {
    [Key in keyof Members]?: Exclude<Members[Key], undefined>;
  };
}
