import { edgeProblems, type EdgeProblemCode, type Problem, type ProblemBody } from '@huying/contracts';

export interface ProblemContext {
  /** Fields at fault. Messages never repeat the value that was sent. */
  readonly errors?: ProblemBody['errors'];
  /** What the sentence needs to say what to do. Never personal data. */
  readonly details?: ProblemBody['details'];
  /** Further response headers, e.g. `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An error answer on its way to the caller. Thrown by the HTTP layer only: in the domain a refusal is a value. */
export class ProblemException extends Error {
  override readonly name = 'ProblemException';

  constructor(
    readonly code: string,
    readonly problem: Problem,
    readonly context: ProblemContext = {},
  ) {
    super(code, context.cause === undefined ? {} : { cause: context.cause });
  }
}

/** A problem that is nobody's domain rule: form, identity, rights, limits (see `edgeProblems`). */
export const edgeProblem = (code: EdgeProblemCode, context: ProblemContext = {}): ProblemException =>
  new ProblemException(code, edgeProblems[code], context);
