import type { RevealBody } from '@huying/contracts';
import type { CaseRefusal, PiiRevealDenied, PiiRevealed } from '@huying/domain-case';
import { decodeRecorded, type EventStore, type Origin, type Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';
import { caseStream } from '../case-desk/case-streams.js';
import type { OpenedRegistration, RegistrationSecrets } from '../case-desk/registration-secrets.js';
import type { CasesBoardQuery } from '../cases-board/cases-board.query.js';

export interface RevealPiiInput {
  readonly caseId: string;
  readonly body: RevealBody;
  readonly origin: Origin;
}
export interface Revealed {
  readonly outcome: Outcome<CaseRefusal>;
  /** Absent where the reveal was refused, or recorded as denied. */
  readonly opened: OpenedRegistration | undefined;
}

export class RevealPiiHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly board: CasesBoardQuery,
    private readonly secrets: RegistrationSecrets,
    private readonly store: Pick<EventStore, 'readStream'>,
  ) {}

  /** Records the reveal, durably, and only then opens what it names (DESIGN §9). What opens is what was recorded, also on a repeat. */
  async execute({ caseId, body, origin }: RevealPiiInput): Promise<Revealed> {
    const assignment = await this.board.assignmentOf(caseId);
    const outcome = await this.desk.run(caseId, origin, (circumstances) => ({
      type: 'RevealPii',
      ...circumstances,
      data: { fields: body.fields, reason: body.reason, ...(assignment === undefined ? {} : { assignment }) },
    }));
    if (outcome.kind !== 'accepted') return { outcome, opened: undefined };
    const recorded = await this.recordedReveal(caseId, outcome.version);
    if (recorded?.type !== 'PiiRevealed') return { outcome, opened: undefined };
    return { outcome, opened: await this.secrets.open(caseId, recorded.data.fields) };
  }

  private async recordedReveal(caseId: string, version: number): Promise<PiiRevealed | PiiRevealDenied | undefined> {
    for await (const recorded of this.store.readStream(caseStream(caseId), version - 1)) {
      return decodeRecorded<PiiRevealed | PiiRevealDenied>(recorded);
    }
    return undefined;
  }
}
