import { createHash } from 'node:crypto';
import type { ImportAnswer, ImportRowBody, ImportRowsBody } from '@huying/contracts';
import { discloseRow, type ForeignRefusal, type ImportRows, type PreparedRow, type SourceRow } from '@huying/domain-foreign';
import { decodeRecorded, type EventStore, type Origin, type Runner } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import { canonicalJson, derivedId, type Clock } from '@huying/platform';
import type { Privacy } from '@huying/privacy';

/** A command records at most this many facts (see `Append`). */
const rowsPerCommandMax = 100;

export type ImportResult =
  /** `seen`: the log's position by which all of it can be read. */
  | { readonly kind: 'imported'; readonly answer: ImportAnswer; readonly seen: number }
  | { readonly kind: 'failed'; readonly code: 'IDEMPOTENCY_MISMATCH' | 'CONCURRENT_CHANGE' };

interface CaseRows {
  readonly caseId: string;
  readonly rows: ImportRowBody[];
}

/**
 * Imports rows of foreign histories: one event per row, one stream per case (DESIGN §2, issue "import of real histories").
 * The cases of a batch run side by side, so that the store gathers their appends; the rows of one case keep their order.
 * Repeating a batch under its Idempotency-Key, or importing the same rows again, adds nothing.
 */
export class ImportHistoryHandler {
  constructor(
    private readonly runner: Runner<ImportRows, ForeignRefusal>,
    private readonly store: EventStore,
    private readonly privacy: Privacy,
    private readonly clock: Clock,
  ) {}

  async execute(body: ImportRowsBody, origin: Origin): Promise<ImportResult> {
    const cases = byCase(body);
    await this.privacy.prepare(cases.map(({ caseId }) => keyOf(caseId)));
    const results = await Promise.all(cases.map((rows) => this.importCase(rows, body, origin)));
    const counts = { recorded: 0, corrected: 0, unchanged: 0 };
    let last = 0;
    for (const result of results) {
      if (result.kind === 'failed') return result;
      counts.recorded += result.recorded;
      counts.corrected += result.corrected;
      counts.unchanged += result.unchanged;
      last = Math.max(last, result.last);
    }
    const seen = last === 0 ? await this.store.head() : last;
    return { kind: 'imported', answer: { ...counts, caseId: cases[0]?.caseId ?? '' }, seen };
  }

  private async importCase({ caseId, rows }: CaseRows, body: ImportRowsBody, origin: Origin) {
    const counts = { kind: 'imported' as const, recorded: 0, corrected: 0, unchanged: 0, last: 0 };
    const prepared = await this.prepare(caseId, rows, body);
    for (let from = 0; from < prepared.length; from += rowsPerCommandMax) {
      const chunk = prepared.slice(from, from + rowsPerCommandMax);
      const command: ImportRows = { type: 'ImportRows', at: shanghai(this.clock.now()), actor: origin.actor, data: { rows: chunk } };
      const identity = { id: derivedId('import', origin.command.id, caseId, String(from)), digest: origin.command.digest };
      const outcome = await this.runner.run(`foreign-${caseId}`, command, { ...origin, command: identity });
      switch (outcome.kind) {
        case 'accepted': {
          const added = outcome.last - outcome.first + 1;
          const allNew = outcome.version === added && new Set(chunk.map(({ activity }) => activity.row)).size === chunk.length;
          const corrected = allNew ? 0 : await this.correctionsAmong(outcome.stream, outcome.version, added);
          counts.recorded += added - corrected;
          counts.corrected += corrected;
          counts.unchanged += chunk.length - added;
          counts.last = outcome.last;
          break;
        }
        case 'unchanged':
          counts.unchanged += chunk.length;
          break;
        case 'mismatch':
          return { kind: 'failed' as const, code: 'IDEMPOTENCY_MISMATCH' as const };
        case 'contended':
          return { kind: 'failed' as const, code: 'CONCURRENT_CHANGE' as const };
        case 'refused': // A history is taken as it is, under no condition; the type of the refusal is `never`.
        case 'changed':
          throw new Error('an import was refused');
      }
    }
    return counts;
  }

  private async prepare(caseId: string, rows: readonly ImportRowBody[], body: ImportRowsBody): Promise<readonly PreparedRow[]> {
    const digestOf = await this.privacy.subjectHasher(keyOf(caseId), 'foreign-row');
    return rows.map((row) =>
      discloseRow(sourceRow(row, body.system), {
        system: body.system,
        format: body.format,
        file: body.file,
        caseId,
        digest: digestOf(contentOf(row)),
        pseudonymOf: (name) => `p-${this.privacy.keyedHash('foreign-name', name).slice(0, 16)}`,
        sha256: (text) => createHash('sha256').update(text).digest('hex'),
      }),
    );
  }

  /** How many of the events that a command just added are corrections. Read back, so that a repeated command counts as the first time. */
  private async correctionsAmong(stream: string, version: number, added: number): Promise<number> {
    let corrections = 0;
    for await (const recorded of this.store.readStream(stream, version - added)) {
      if (recorded.version > version) break;
      if (decodeRecorded(recorded).type === 'ForeignActivityCorrected') corrections += 1;
    }
    return corrections;
  }
}

/** The person whose key seals an imported case: nobody is named, so the case itself. */
const keyOf = (caseId: string): string => `case:${caseId}`;

const caseIdOf = (system: string, originalCase: string): string => derivedId('foreign', system, originalCase);

function byCase({ system, rows }: ImportRowsBody): readonly CaseRows[] {
  const cases = new Map<string, CaseRows>();
  for (const row of rows) {
    const known = cases.get(row.case);
    if (known === undefined) cases.set(row.case, { caseId: caseIdOf(system, row.case), rows: [row] });
    else known.rows.push(row);
  }
  return [...cases.values()];
}

function sourceRow(row: ImportRowBody, system: string): SourceRow {
  const links = row.links?.map(({ kind, case: other, service, agency }) => ({
    kind,
    case: other,
    caseId: caseIdOf(system, other),
    ...(service === undefined ? {} : { service }),
    ...(agency === undefined ? {} : { agency }),
  }));
  return Object.assign({}, row, links === undefined ? {} : { links });
}

const placeInFile: ReadonlySet<string> = new Set<keyof ImportRowBody>(['locator', 'source']);

/** What must be equal for two tellings of a row to be the same: all that it says, not where it stands or how its file writes it. */
function contentOf(row: ImportRowBody): string {
  return canonicalJson(Object.fromEntries(Object.entries(row).filter(([member]) => !placeInFile.has(member))));
}
