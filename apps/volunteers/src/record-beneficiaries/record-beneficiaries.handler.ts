import type { BeneficiariesBody } from '@huying/contracts';
import type { ActivityRefusal } from '@huying/domain-volunteering';
import type { Origin, Outcome } from '@huying/event-store';
import type { KeyedHash } from '@huying/privacy';
import type { ActivityCommands } from '../volunteering-streams/activity-commands.js';

export class RecordBeneficiariesHandler {
  constructor(
    private readonly activities: ActivityCommands,
    private readonly keyedHash: KeyedHash,
  ) {}

  /** Whom it served, as keyed hashes: the same person is counted once in every activity, and nobody can be read out of the log. */
  execute(activity: string, { people }: BeneficiariesBody, origin: Origin): Promise<Outcome<ActivityRefusal>> {
    const beneficiaries = people.map(({ reference }) => this.keyedHash('beneficiary', normalised(reference)));
    return this.activities.run(activity, 'RecordBeneficiaries', { beneficiaries }, origin);
  }
}

/** `138 0000-0000` and `13800000000` are one telephone; full-width digits are digits. */
const normalised = (reference: string): string => reference.normalize('NFKC').replaceAll(/[\s-]/g, '').toLowerCase();
