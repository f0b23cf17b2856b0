import type { KeyOwner } from '@huying/contracts';
import { originOfEffect, TransientFault, type Delivery, type DeliveryContext } from '@huying/event-bus';
import type { Runner } from '@huying/event-store';
import { epochOf, shanghai, type Actor } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import type { Privacy } from '@huying/privacy';
import type { RecordErased } from './erased-keys.decider.js';
import { erasedKeysStream } from './erased-keys.streams.js';

/** What `PiiErasureApproved` says. */
export interface ApprovedErasure {
  readonly erasure: string;
  readonly person: string;
  readonly basis: string;
  readonly approvedBy: readonly string[];
}

export interface KeysOfPerson {
  readonly service: KeyOwner;
  /** Ids of further keys that lead to the person. */
  readonly furtherKids?: (person: string) => readonly string[];
}

/** Backups of the key store expire within 30 days (DESIGN §9). */
const keyBackupDays = 30;
const eraser: Actor = { person: 'system:eraser', role: 'SYS' };

/** Carries out an approved erasure in one service. */
export class ErasePersonHandler {
  constructor(
    private readonly erased: Runner<RecordErased, never>,
    private readonly privacy: Pick<Privacy, 'erase'>,
    private readonly clock: Clock,
    private readonly keys: KeysOfPerson,
  ) {}

  /**
   * Destroys the person's keys, and only then records it. A process that dies between the two is given the approval again: the key store
   * answers as the first time, and the record follows.
   */
  async execute(delivery: Delivery<ApprovedErasure>, context: DeliveryContext): Promise<void> {
    const { erasure, person, basis, approvedBy } = delivery.envelope.data;
    const { service, furtherKids } = this.keys;
    const { kids, at } = await this.privacy.erase({
      erasure,
      basis,
      at: shanghai(this.clock.now()),
      subjects: [person],
      kids: furtherKids?.(person) ?? [],
    });
    const keyBackupsGoneBy = shanghai(epochOf(at) + keyBackupDays * 86_400_000);
    const outcome = await this.erased.run(
      erasedKeysStream(service),
      { type: 'RecordErased', at, actor: eraser, data: { erasure, person, basis, approvedBy, kids, at, keyBackupsGoneBy } },
      originOfEffect(delivery, context, eraser),
    );
    if (outcome.kind === 'contended') throw new TransientFault('the record of erased keys kept moving');
    if (outcome.kind !== 'accepted') throw new Error(`the record of erasure ${erasure} was ${outcome.kind}`);
  }
}
