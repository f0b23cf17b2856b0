import type { Origin } from '@huying/event-store';
import type { EvidenceStore, Tombstone } from '@huying/privacy';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export type ReadEvidenceResult =
  | { readonly kind: 'opened'; readonly bytes: Buffer; readonly mediaType: string }
  | { readonly kind: 'not-found' | 'denied' }
  | { readonly kind: 'erased'; readonly tombstone: Tombstone }
  | { readonly kind: 'refused'; readonly outcome: OrderOutcome };

export class ReadEvidenceHandler {
  constructor(
    private readonly desk: OrderDesk,
    private readonly files: EvidenceStore,
  ) {}

  /** Opens a file of the order for whoever handles, decides about or audits it. The reading is recorded before a byte is shown. */
  async execute({
    caseId,
    digest,
    reason = '查看办理证据',
    origin,
  }: {
    readonly caseId: string;
    readonly digest: string;
    /** Why: whoever works on the order has his work for a reason. */
    readonly reason?: string | undefined;
    readonly origin: Origin;
  }): Promise<ReadEvidenceResult> {
    const order = await this.desk.find(caseId);
    const file = order?.work.evidence.find(({ sha256 }) => sha256 === digest);
    if (file === undefined) return { kind: 'not-found' };
    const outcome = await this.desk.run(caseId, origin, ({ at, actor, guards }) => {
      return { type: 'RevealOrder', at, actor, guards, data: { fields: [`evidence:${digest}`], reason } };
    });
    if (outcome.kind !== 'accepted') return { kind: 'refused', outcome };
    if (!(await this.desk.wasRevealed(caseId, outcome))) return { kind: 'denied' };
    const found = await this.files.get(digest);
    switch (found.kind) {
      case 'opened':
        return { kind: 'opened', bytes: found.bytes, mediaType: file.mediaType };
      case 'erased':
        return { kind: 'erased', tombstone: found.tombstone };
      case 'absent':
        return { kind: 'not-found' };
    }
  }
}
