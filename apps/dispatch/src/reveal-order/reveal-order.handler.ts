import type { OrderRevealBody, OrderText } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import type { Privacy } from '@huying/privacy';
import type { OrderDesk, OrderOutcome } from '../order-desk/order-desk.js';

export interface RevealOrderInput {
  readonly caseId: string;
  readonly body: OrderRevealBody;
  readonly origin: Origin;
}

export type RevealOrderResult =
  | { readonly kind: 'revealed'; readonly outcome: OrderOutcome; readonly texts: readonly OrderText[] }
  | { readonly kind: 'denied' }
  | { readonly kind: 'refused'; readonly outcome: OrderOutcome };

/** Why others have read is not for whoever reads now. */
const readings: ReadonlySet<string> = new Set(['PiiRevealed', 'PiiRevealDenied']);

export class RevealOrderHandler {
  constructor(
    private readonly desk: OrderDesk,
    private readonly privacy: Privacy,
  ) {}

  /** Opens the sealed texts of an order, after the reading has been recorded with its reason (RULES §6). */
  async execute({ caseId, body, origin }: RevealOrderInput): Promise<RevealOrderResult> {
    const outcome = await this.desk.run(caseId, origin, ({ at, actor, guards }) => {
      return { type: 'RevealOrder', at, actor, guards, data: { fields: ['texts'], reason: body.reason } };
    });
    if (outcome.kind !== 'accepted') return { kind: 'refused', outcome };
    if (!(await this.desk.wasRevealed(caseId, outcome))) return { kind: 'denied' };
    return { kind: 'revealed', outcome, texts: await this.texts(caseId) };
  }

  private async texts(caseId: string): Promise<readonly OrderText[]> {
    const texts: OrderText[] = [];
    for await (const { type, envelope } of this.desk.events(caseId)) {
      if (readings.has(type)) continue;
      for (const part of envelope.data.sealed ?? []) {
        const opened = await this.privacy.open(part, envelope);
        const erased = opened.kind === 'erased';
        const tombstone = opened.kind === 'erased' ? opened.tombstone : null;
        const text = opened.kind === 'opened' && typeof opened.value === 'string' ? opened.value : null;
        texts.push({ event: type, at: envelope.time, by: envelope.actor, part: part.part, text, erased, tombstone });
      }
    }
    return texts;
  }
}
