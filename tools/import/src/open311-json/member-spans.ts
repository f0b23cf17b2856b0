import { ElementScan } from './element-scan.js';

/** Where one member's value stands in the bytes of its object: `[from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The span of a named member of a JSON object, of the last one where the name stands twice, as `JSON.parse` reads it. */
export function memberSpan(object: Buffer, name: string): Span | undefined {
  let found: Span | undefined;
  let at = skipSpace(object, 1);
  while (at < object.length && object[at] === 0x22) {
    const nameEnd = stringEnd(object, at);
    const key = JSON.parse(object.toString('utf8', at, nameEnd)) as string;
    const from = skipSpace(object, skipSpace(object, nameEnd) + 1);
    const to = valueEnd(object, from);
    if (key === name) found = { from, to };
    at = skipSpace(object, skipSpace(object, to) + 1);
  }
  return found;
}

/** The spans of the elements of a JSON array that stands at `array`. */
export function elementSpans(json: Buffer, array: Span): readonly Span[] {
  const spans: Span[] = [];
  let at = skipSpace(json, array.from + 1);
  while (at < array.to - 1) {
    const to = valueEnd(json, at);
    spans.push({ from: at, to });
    at = skipSpace(json, skipSpace(json, to) + 1);
  }
  return spans;
}

function skipSpace(json: Buffer, from: number): number {
  let at = from;
  while (isSpace(json[at])) at += 1;
  return at;
}

function stringEnd(json: Buffer, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== 0x22) at += json[at] === 0x5c ? 2 : 1;
  return at + 1;
}

/** The bytes are known to be sound JSON, so every value ends. */
function valueEnd(json: Buffer, from: number): number {
  if (json[from] === 0x22) return stringEnd(json, from);
  const end = new ElementScan().continue(json, from);
  let to = end.kind === 'closed' ? end.end : json.length;
  if (json[from] === 0x7b || json[from] === 0x5b) return to;
  if (end.kind !== 'closed') to = json.indexOf(0x7d, from); // A number or word just before its object's closing bracket.
  while (isSpace(json[to - 1])) to -= 1;
  return to;
}
