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
  readonly provisional: boolean;
}

/** An order on the board: everything but personal data. */
export interface OrderRow {
  readonly caseId: string;
  readonly state: string;
  readonly cycle: number;
  readonly area: string;
  readonly service: string | null;
  readonly priority: (typeof casePriorities)[number] | null;
  readonly grid: string | null;
  readonly building: string | null;
  readonly unit: string | null;
  readonly person: string | null;
  readonly since: string;
  /** The running clock: that of the present state, or the main one. */
  readonly due: string | null;
  readonly colour: (typeof dueColours)[number] | null;
  readonly version: number;
}

export interface OrdersAnswer {
  readonly items: readonly OrderRow[];
  readonly next: string | null;
}

export interface OrderView extends OrderRow {
  readonly dues: readonly OrderDue[];
  readonly contacts: readonly {
    readonly at: string;
    readonly via: (typeof contactWays)[number];
    readonly outcome: string;
    readonly by: string;
  }[];
  readonly evidence: readonly {
    readonly digest: string;
    readonly kind: string;
    readonly mediaType: string;
    readonly at: string;
    readonly by: string;
  }[];
  readonly returns: number;
}
