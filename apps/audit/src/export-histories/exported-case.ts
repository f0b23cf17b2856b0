import type { PositionVector } from '@huying/contracts';
import type { Instant } from '@huying/kernel';

/** A case as process-mining tools get it: steps in the order in which they happened, and nothing personal. */
export interface ExportedCase {
  readonly caseId: string;
  /** What the case is called: its number at its source, with the source in front where several use that number; else its id. */
  readonly name: string;
  readonly system: string;
  readonly attributes: readonly ExportedAttribute[];
  /** Orders of the case, by the names of their streams. */
  readonly orders: readonly string[];
  /** Other cases that it refers to, by their ids. */
  readonly links: readonly { readonly kind: string; readonly caseId: string }[];
  readonly steps: readonly ExportedStep[];
}

/** What an export as a whole tells of itself. */
export interface KnownToExport {
  /** Up to where each log is in it. */
  readonly positions: PositionVector;
  /** Events that waited at audit's door when it was made: a case that they begin is not in it. */
  readonly parked: number;
}

/** One thing that happened. */
export interface ExportedStep {
  /** The event's id. */
  readonly id: string;
  readonly activity: string;
  readonly at: Instant;
  /** As XES has it; absent where the source says none. */
  readonly transition?: string;
  /** Opaque id of a person, or the pseudonym that stands for one. */
  readonly resource?: string;
  readonly role?: string;
  readonly group?: string;
  /** The source's own id of the activity. */
  readonly instance?: string;
  /** Where the event stands, and what it says in codes, numbers and times. */
  readonly attributes: readonly ExportedAttribute[];
  /** What else the event is about. */
  readonly about: readonly ExportedRelation[];
}

export interface ExportedAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly value: string | number | boolean;
}

export type AttributeType = 'string' | 'date' | 'int' | 'boolean';

export interface ExportedRelation {
  readonly object: 'order' | 'unit' | 'person' | 'post' | 'evidence';
  readonly id: string;
  readonly qualifier: string;
  /** Of an object that this event brings into being. */
  readonly attributes?: readonly ExportedAttribute[];
}

/** Attributes of the given type, without those that have no value of it. */
export function attributes(type: AttributeType, values: Readonly<Record<string, unknown>>): readonly ExportedAttribute[] {
  return Object.entries(values).flatMap(([name, value]) => (isOf(type, value) ? [{ name, type, value }] : []));
}

function isOf(type: AttributeType, value: unknown): value is ExportedAttribute['value'] {
  if (type === 'int') return Number.isSafeInteger(value);
  if (type === 'boolean') return typeof value === 'boolean';
  return typeof value === 'string' && (type === 'string' || !Number.isNaN(Date.parse(value)));
}

/** By time; those of one moment stay in the order of the logs. */
export const inOrderOfTime = <Step extends { readonly at: Instant }>(steps: readonly Step[]): readonly Step[] =>
  [...steps].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
