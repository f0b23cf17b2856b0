import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

export interface GeneratedHistory {
  /** At least so many bytes. */
  readonly bytes: number;
  /** Length of one more line, in the middle of the file, that is too long to import. */
  readonly longLineBytes?: number;
}

const header =
  'case:concept:name,concept:name,time:timestamp,org:resource,org:group,concept:instance,case:channel,case:deadline,case:remark\n';
const activities = ['Receive request', 'Check completeness', 'Ask for documents', 'Decide', 'Send decision', 'Archive'];
const startMs = Date.parse('2012-01-01T08:00:00Z');

/** Writes an event log of invented cases, six lines each: the same bytes for the same request. Resolves to the number of its rows. */
export async function generateHistory(path: string, { bytes, longLineBytes = 0 }: GeneratedHistory): Promise<number> {
  const file = createWriteStream(path);
  let written = header.length;
  let rows = 0;
  let longLeft = longLineBytes > 0;
  file.write(header);
  for (let caseNumber = 1; written < bytes; caseNumber += 1) {
    const lines = linesOf(caseNumber);
    written += lines.length;
    rows += activities.length;
    if (!file.write(lines)) await once(file, 'drain');
    if (longLeft && written > bytes / 2) {
      longLeft = false;
      rows += 1;
      const chunk = 'x'.repeat(1024 * 1024);
      for (let left = longLineBytes; left > 0; left -= chunk.length) if (!file.write(chunk)) await once(file, 'drain');
      file.write('\n');
    }
  }
  file.end();
  await once(file, 'close');
  return rows;
}

function linesOf(caseNumber: number): string {
  const deadline = new Date(startMs + (caseNumber + 40_000) * 60_000).toISOString();
  return activities
    .map((activity, step) => {
      const time = new Date(startMs + (caseNumber + step * 1_440) * 60_000).toISOString();
      const resource = `Resource${String((caseNumber + step) % 50)}`;
      const remark = step === 2 ? '"the applicant says, ""soon"""' : '';
      return `case-${caseNumber},${activity},${time},${resource},Group ${step},task-${caseNumber}-${step},Desk,${deadline},${remark}\n`;
    })
    .join('');
}
