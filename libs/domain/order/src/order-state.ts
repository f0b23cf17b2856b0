import type { Assignee, Matter } from '@huying/domain-case';
import type { Priority } from '@huying/domain-deadline';
import type { Due, Evidence } from './order-facts.js';

/** What outlasts the single states of a cycle. */
export interface Work {
  readonly dispatches: number;
  readonly returns: number;
  /** A designated unit may not return the order (RULES §1.4 T17). */
  readonly designated: boolean;
  /** Whether it was ever signed: only the first sign-off may add a main due date (SCENARIO §3). */
  readonly signedOnce: boolean;
  readonly dues: readonly Due[];
  readonly contacted: boolean;
  readonly failedTries: number;
  readonly evidence: readonly Evidence[];
}

interface Owned {
  readonly matter: Matter;
  readonly cycle: number;
  /** Number of the last hand-over, given or taken. */
  readonly handover: number;
  readonly priority: Priority;
  readonly work: Work;
}
interface Assigned extends Owned {
  readonly assignee: Assignee;
  readonly item: string;
}

/** An order by its status; the code of `lifecycle.json` beside each. */
export type OrderState =
  | { readonly status: 'absent' }
  /** S10 */
  | (Owned & { readonly status: 'accepted' })
  /** S20 */
  | (Assigned & { readonly status: 'dispatched' })
  /** S21 */
  | (Assigned & { readonly status: 'return-requested'; readonly requester: string })
  /** S30 */
  | (Assigned & { readonly status: 'in-progress' })
  /** S40 */
  | (Assigned & { readonly status: 'completion-reported'; readonly reporter: string })
  /** S50, intake's */
  | (Assigned & { readonly status: 'handed-back' })
  /** S92, intake's */
  | (Owned & { readonly status: 'withdrawn'; readonly assignee?: Assignee });

export type OrderStatus = OrderState['status'];
export type TakenOrder = Exclude<OrderState, { status: 'absent' }>;
export type OrderIn<Status extends OrderStatus> = Extract<OrderState, { status: Status }>;

export const noWork: Work = {
  dispatches: 0,
  returns: 0,
  designated: false,
  signedOnce: false,
  dues: [],
  contacted: false,
  failedTries: 0,
  evidence: [],
};
