/** What is wrong, in one sentence for whoever typed the command; `code` is stable. */
export class LedgerFault extends Error {
  override readonly name = 'LedgerFault';

  constructor(
    readonly code:
      | 'NO_KEYS'
      | 'NO_ANSWER'
      | 'NO_MIRROR'
      | 'NO_FILE'
      | 'NOT_ALLOWED'
      | 'NOT_SIGNED'
      | 'NOT_VERIFIED'
      | 'WENT_BACK'
      | 'ROOT_WRONG'
      | 'REWRITTEN',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
