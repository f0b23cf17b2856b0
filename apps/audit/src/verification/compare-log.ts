import { leafHash } from '@huying/ledger';

/** One position as the service's own database, audit's copy and the tree have it. */
export interface Witnesses {
  readonly position: number;
  /** The event's bytes in the service's log; undefined where it has none. */
  readonly log: Buffer | undefined;
  /** The bytes that audit copied. */
  readonly copy: Buffer | undefined;
  /** The leaf of the published tree; undefined where none covers the position yet. */
  readonly leaf: Buffer | undefined;
}

/** What is wrong at a position. */
export type FindingCode =
  /** The service's log no longer has an event that audit copied: deleted, or an older backup. */
  | 'MISSING_IN_LOG'
  /** Audit has no copy of an event that it says it copied. */
  | 'MISSING_IN_COPY'
  /** The service's log says something else than what was copied. */
  | 'LOG_DIFFERS'
  /** Audit's copy says something else than what was published. */
  | 'COPY_DIFFERS'
  /** The bytes name another position than the one they stand at: events were swapped. */
  | 'OUT_OF_PLACE';

export interface Finding {
  readonly position: number;
  readonly code: FindingCode;
}

/** Compares what three hold of one position. The published leaf is the judge: of log and copy, whoever differs from it was changed. */
export function compareAt({ position, log, copy, leaf }: Witnesses): readonly Finding[] {
  const codes: FindingCode[] = [];
  if (copy === undefined) codes.push('MISSING_IN_COPY');
  else if (leaf !== undefined && !leafHash(copy).equals(leaf)) codes.push('COPY_DIFFERS');
  if (log === undefined) codes.push('MISSING_IN_LOG');
  else if (leaf === undefined ? copy !== undefined && !log.equals(copy) : !leafHash(log).equals(leaf)) codes.push('LOG_DIFFERS');
  if ([log, copy].some((bytes) => bytes !== undefined && statedPosition(bytes) !== position)) codes.push('OUT_OF_PLACE');
  return codes.map((code) => ({ position, code }));
}

/** The store begins every event with its position (DESIGN §4). */
function statedPosition(event: Buffer): number | undefined {
  const [, position] = /^\{"position":"(\d{1,16})"/.exec(event.subarray(0, 40).toString('latin1')) ?? [];
  return position === undefined ? undefined : Number(position);
}
