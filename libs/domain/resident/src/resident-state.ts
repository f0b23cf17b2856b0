import type { ErasureBasis } from './resident-vocabulary.js';

export interface Erasure {
  readonly status: 'requested' | 'refused' | 'approved';
  readonly basis: ErasureBasis;
  readonly requestedBy: string;
  /** The holds that it was refused for; none where a person refused, or nobody did. */
  readonly holds: readonly string[];
}

/** What decisions about one person's data need. */
export interface ResidentState {
  /** The opaque id whose key seals the data; unknown before the first event. */
  readonly person: string | undefined;
  /** Every hold ever placed, and whether it is in force. */
  readonly holds: ReadonlyMap<string, boolean>;
  readonly erasures: ReadonlyMap<string, Erasure>;
  /** The erasure, or the case, that the latest event is about: its events are found by that key in every log. */
  readonly latestKey: string | undefined;
}

export const unknownResident: ResidentState = { person: undefined, holds: new Map(), erasures: new Map(), latestKey: undefined };

export const holdsInForce = ({ holds }: ResidentState): readonly string[] => [...holds].filter(([, inForce]) => inForce).map(([hold]) => hold);
