/** What changed in one member of a case's state, short enough for a line: of lists what was added, of records what differs. */
export function changeText(from: unknown, to: unknown): string {
  if (Array.isArray(to)) return listChange(Array.isArray(from) ? (from as readonly unknown[]) : [], to as readonly unknown[]);
  if (isRecord(from) && isRecord(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((name) => !same(from[name], to[name]));
    return names.map((name) => `${name} ${changeText(from[name], to[name])}`).join(', ');
  }
  return from === null || from === undefined ? valueText(to) : `${valueText(from)} → ${valueText(to)}`;
}

function listChange(from: readonly unknown[], to: readonly unknown[]): string {
  const added = to.filter((member) => !from.some((known) => same(known, member)));
  const gone = from.filter((member) => !to.some((kept) => same(kept, member)));
  return [...gone.map((member) => `−${valueText(member)}`), ...added.map((member) => `+${valueText(member)}`)].join(' ');
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'string') return shortened(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return `{${members.map(([name, member]) => `${name} ${valueText(member)}`).join(', ')}}`;
}

/** Digests and ids by their first eight characters: enough to tell them apart on a screen. */
const shortened = (text: string): string => (/^[0-9a-f-]{32,}$/.test(text) ? `${text.slice(0, 8)}…` : text);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
