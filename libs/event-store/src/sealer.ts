import type { SealedPart } from '@huying/contracts';
import type { Secret } from '@huying/kernel';

/** What a sealed part is bound to: moving it to another event makes it unreadable (tlog §8, AAD). */
export interface SealContext {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
}

/** Seals the secret parts of a new event. `libs/privacy` implements it; the runner calls it after deciding, before appending. */
export interface Sealer {
  seal(secrets: readonly Secret[], context: SealContext): Promise<readonly SealedPart[]>;
}
