import type { EvidenceKind, TakenOrder } from '@huying/domain-order';
import type { Origin } from '@huying/event-store';
import type { EvidenceRefusal, EvidenceStore, StoredEvidence } from '@huying/privacy';
import { handoverPending, type OrderDesk, type OrderOutcome } from '../order-desk/order-desk.js';
import type { EvidenceClaims } from './evidence-claims.js';
import type { EvidenceUses } from './evidence-uses.js';

export interface AttachEvidenceInput {
  readonly caseId: string;
  readonly kind: EvidenceKind;
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly origin: Origin;
}

export type AttachEvidenceResult =
  | { readonly kind: 'refused'; readonly code: EvidenceRefusal }
  /** Another case is attaching the same content at this moment: ask again. */
  | { readonly kind: 'contended' }
  /** What is used already is not known up to this moment: ask again. */
  | { readonly kind: 'behind' }
  /** `digest` is that of the file that stands in the order: the first one's where the same was attached before. */
  | { readonly kind: 'decided'; readonly outcome: OrderOutcome; readonly digest: string };

export class AttachEvidenceHandler {
  constructor(
    private readonly desk: OrderDesk,
    private readonly files: EvidenceStore,
    private readonly uses: EvidenceUses,
    private readonly claims: EvidenceClaims,
  ) {}

  /**
   * Stores a file and attaches it by digest. The file is durable before the event names it; where no event comes to name it (a refusal, a
   * repeat), it is removed again. Where nobody knows (the store is away), it stays: sealed under the person's key, and erased with it.
   * Retrying with the same command id changes nothing.
   */
  async execute({ caseId, kind, bytes, mediaType, origin }: AttachEvidenceInput): Promise<AttachEvidenceResult> {
    const order = await this.desk.find(caseId);
    if (order === undefined) return { kind: 'decided', outcome: handoverPending, digest: '' };
    const put = await this.files.put({ person: order.matter.keyHolder, bytes, mediaType });
    if (put.kind === 'refused') return put;
    const { sha256, contentHash: contentKey, size, mediaType: stored } = put.evidence;
    const outcome = await this.claims.whileHeld(contentKey, caseId, async () => {
      // Asked under the claim: whatever another case has recorded of this content is in the list by now.
      if (!(await this.uses.hasCaughtUp())) return 'behind';
      return this.desk.run(caseId, origin, async ({ at, actor, guards }) => {
        const usedElsewhere = await this.uses.isUsedBeside(caseId, contentKey);
        return {
          type: 'AttachEvidence',
          at,
          actor,
          guards,
          data: { kind, sha256, contentKey, mediaType: stored, bytes: size, usedElsewhere },
        };
      });
    });
    const after = await this.desk.find(caseId);
    // Every sealing gives another digest, so this file can be named by the event of this upload alone.
    if (!namedIn(after, sha256)) await this.files.remove(sha256);
    if (outcome === undefined) return { kind: 'contended' };
    if (outcome === 'behind') return { kind: 'behind' };
    return { kind: 'decided', outcome, digest: digestIn(after, kind, put.evidence) };
  }
}

const namedIn = (order: TakenOrder | undefined, sha256: string): boolean =>
  order?.work.evidence.some((known) => known.sha256 === sha256) ?? false;

function digestIn(order: TakenOrder | undefined, kind: EvidenceKind, { contentHash, sha256 }: StoredEvidence): string {
  return order?.work.evidence.find((known) => known.kind === kind && known.contentKey === contentHash)?.sha256 ?? sha256;
}
