import { LedgerFault } from './ledger-fault.js';

/** What a script learns: 0 done, 2 could not run or could not be told, 1 something is not what it should be. */
export type ExitCode = 0 | 1 | 2;
export const [done, notWhatItShouldBe, couldNotRun] = [0, 1, 2] as const;

const byWeight: readonly ExitCode[] = [done, couldNotRun, notWhatItShouldBe];

/** Of all that was found, what weighs most. */
export const gravest = (codes: readonly ExitCode[]): ExitCode => byWeight.findLast((code) => codes.includes(code)) ?? done;

const aboutTheLog = new Set<LedgerFault['code']>(['NOT_SIGNED', 'NOT_VERIFIED', 'WENT_BACK', 'ROOT_WRONG', 'REWRITTEN']);

export const exitCodeOf = (fault: unknown): ExitCode =>
  fault instanceof LedgerFault && aboutTheLog.has(fault.code) ? notWhatItShouldBe : couldNotRun;
