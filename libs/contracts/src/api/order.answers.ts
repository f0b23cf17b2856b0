import type { TombstoneView } from './privacy.dto.js';
import type { casePriorities, contactWays, dueColours, evidenceKinds } from './order.dto.js';

/** Answer to every command on an order. `version` is the order stream's. */
export interface OrderAnswer {
  readonly caseId: string;
  readonly version: number;
}

/** Answer to an upload: the file's name from now on is the SHA-256 of its stored bytes. */
export interface EvidenceAnswer extends OrderAnswer {
  readonly digest: string;
  readonly kind: (typeof evidenceKinds)[number];
}

/** A due date of an order. Only ever added: an earlier sign-off adds an earlier main one beside the first (I4). */
export interface OrderDue {
  readonly timer: string;
  readonly start: string;
  readonly due: string;
  /** 暂定: a year counted over was not published. */
  readonly provisional: boolean;
  readonly policy: string;
  readonly calendar: string;
  readonly basis: string;
}

/** An order on the board: everything but personal data. */
export interface OrderRow {
  readonly caseId: string;
  readonly state: string;
  readonly cycle: number;
  readonly area: string;
  readonly type: string;
  readonly service: string;
  readonly priority: (typeof casePriorities)[number];
  readonly grid: string;
  readonly building: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly volunteer: boolean;
  /** When it entered its state. */
  readonly since: string;
  /** The main due date (TM08) that counts: the earliest stamped. */
  readonly due: string | null;
  readonly provisional: boolean;
  /** Of an order whose main clock runs. */
  readonly colour: (typeof dueColours)[number] | null;
  readonly version: number;
}

export interface OrderPage {
  readonly items: readonly OrderRow[];
  readonly nextCursor?: string;
}

export interface OrderContact {
  readonly at: string;
  readonly via: (typeof contactWays)[number];
  readonly outcome: 'effective' | 'without-effect' | 'failed';
  readonly by: string;
}

export interface OrderEvidence {
  readonly digest: string;
  readonly kind: (typeof evidenceKinds)[number];
  readonly mediaType: string;
  readonly bytes: number;
  readonly at: string;
  readonly by: string;
}

export interface OrderView extends OrderRow {
  readonly dues: readonly OrderDue[];
  readonly contacts: readonly OrderContact[];
  readonly evidence: readonly OrderEvidence[];
  readonly returns: number;
}

/** A sealed text of an order, opened. `erased`: its key was destroyed, nobody can read it again. */
export interface OrderText {
  readonly event: string;
  readonly at: string;
  readonly by: string;
  readonly part: string;
  readonly text: string | null;
  readonly erased: boolean;
  readonly tombstone: TombstoneView | null;
}

export interface OrderRevealAnswer extends OrderAnswer {
  readonly texts: readonly OrderText[];
}
