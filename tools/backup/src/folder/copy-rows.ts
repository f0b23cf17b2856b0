/** `PGCOPY\n\377\r\n\0`, flags, length of the extension: what every file of `COPY … (FORMAT binary)` begins with. */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const headerBytes = signature.length + 8;
const endOfData = -1;

export type CopiedRow = readonly (Buffer | undefined)[];

/**
 * The rows of a binary COPY, field by field as PostgreSQL sends them (its documentation, "Binary Format").
 *
 * @throws RangeError where the bytes are no such file, or end before its end.
 */
export async function* copiedRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<CopiedRow> {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  let ended = false;
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!begun) {
      if (rest.length < headerBytes) continue;
      if (!rest.subarray(0, signature.length).equals(signature)) throw new RangeError('no binary COPY');
      [begun, at] = [true, headerBytes];
    }
    for (;;) {
      if (ended || rest.length < at + 2) break;
      const fields = rest.readInt16BE(at);
      if (fields === endOfData) {
        [ended, at] = [true, at + 2];
        break;
      }
      const row = rowAt(rest, at + 2, fields);
      if (row === undefined) break;
      at = row.end;
      yield row.fields;
    }
    rest = rest.subarray(at);
  }
  if (!ended || rest.length > 0) throw new RangeError('a binary COPY that does not end where it should');
}

/** Undefined where not all of it is there yet. */
function rowAt(bytes: Buffer, start: number, count: number): { readonly fields: CopiedRow; readonly end: number } | undefined {
  const fields: (Buffer | undefined)[] = [];
  let at = start;
  for (let field = 0; field < count; field++) {
    if (bytes.length < at + 4) return undefined;
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length < 0) {
      fields.push(undefined);
      continue;
    }
    if (bytes.length < at + length) return undefined;
    fields.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { fields, end: at };
}
