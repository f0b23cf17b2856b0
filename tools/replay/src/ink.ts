/** Colours for a terminal; nothing at all where the output is a file or a pipe, or NO_COLOR asks for none. */
export interface Ink {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
}

const painted =
  (code: number) =>
  (text: string): string =>
    `\u001b[${String(code)}m${text}\u001b[0m`;
const plain = (text: string): string => text;

export function inkFor(isTerminal: boolean, noColor: string | undefined): Ink {
  if (!isTerminal || (noColor !== undefined && noColor !== ''))
    return { strong: plain, faint: plain, good: plain, warning: plain, bad: plain };
  return { strong: painted(1), faint: painted(2), good: painted(32), warning: painted(33), bad: painted(31) };
}
