import type { CallbackAttemptBody } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';
import type { Origin, Outcome } from '@huying/event-store';
import type { CaseDesk } from '../case-desk/case-desk.js';
import type { RegistrationSecrets } from '../case-desk/registration-secrets.js';

export interface RecordCallbackAttemptInput {
  readonly caseId: string;
  readonly body: CallbackAttemptBody;
  readonly origin: Origin;
}

export class RecordCallbackAttemptHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly secrets: RegistrationSecrets,
  ) {}

  /** Records that a callback was tried. A number is compared with the registered one; only whether they are equal is kept. */
  async execute({ caseId, body, origin }: RecordCallbackAttemptInput): Promise<Outcome<CaseRefusal>> {
    const registeredNumber = body.number === undefined || (await this.isRegistered(caseId, body.number));
    const { answered, durationSeconds } = body;
    return this.desk.run(caseId, origin, (circumstances) => ({
      type: 'RecordCallbackAttempt',
      ...circumstances,
      data: { answered, durationSeconds, registeredNumber },
    }));
  }

  private async isRegistered(caseId: string, number: string): Promise<boolean> {
    const { phone } = (await this.secrets.open(caseId, ['phone'])).values;
    return typeof phone === 'string' && digitsOf(phone) === digitsOf(number);
  }
}

const digitsOf = (number: string): string => number.replace(/\D/g, '');
