import type { RevealableField } from '@huying/domain-case';
import { showing, type Caller, type Showing } from '@huying/platform-nest';
import { maskName, maskPhone, maskText, type Tombstone } from '@huying/privacy';
import type { OpenedFields, RegistrationSecrets } from '../case-desk/registration-secrets.js';
import type { CaseRow } from '../cases-board/cases-board.projection.js';
import type { CasesBoardQuery } from '../cases-board/cases-board.query.js';

/** A case with its personal parts masked; `null` where there is none, or where it has been erased. */
export interface CaseDetail extends CaseRow {
  readonly masked: OpenedFields;
  /** When the personal parts were erased, and on what basis. */
  readonly erased: Tombstone | null;
}

/** How much of each field is shown to those who have not revealed it: enough to tell two people apart, and no more. */
const maskOf: Readonly<Record<RevealableField, (value: string) => string>> = {
  name: maskName,
  phone: maskPhone,
  words: maskText,
  spot: maskText,
};
const fields: readonly RevealableField[] = ['name', 'phone', 'words', 'spot'];

export class CaseDetailQuery {
  constructor(
    private readonly board: CasesBoardQuery,
    private readonly secrets: RegistrationSecrets,
  ) {}

  async find(caseId: string, caller: Caller): Promise<Showing<CaseDetail> | undefined> {
    const found = await this.board.findFor(caseId, caller);
    if (found === undefined) return undefined;
    const { values, erased = null } = await this.secrets.open(caseId, fields);
    const masked = Object.fromEntries(fields.map((field) => [field, maskedValue(field, values[field])]));
    return showing({ ...found.row, masked, erased }, found.versions);
  }
}

const maskedValue = (field: RevealableField, value: string | null | undefined): string | null =>
  value === null || value === undefined ? null : maskOf[field](value);
