/** What is wrong, in one sentence for whoever typed the command; `code` is stable. */
export class AuditFault extends Error {
  override readonly name = 'AuditFault';

  constructor(
    readonly code: 'NO_ANSWER' | 'REFUSED' | 'NOT_SAVED',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
