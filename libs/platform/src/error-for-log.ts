/** What a log line tells about an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** Deeper chains say nothing more, and a cycle must end. */
const causesMax = 5;

/**
 * An error as it may be logged: type, message, code, stack and causes. Everything else that libraries hang on errors stays out:
 * `detail` and `where` of a PostgreSQL error and `query` and `parameters` of TypeORM repeat the values that were written.
 * Messages that quote their input (JSON.parse, PostgreSQL's data exceptions) are replaced, because the input may be a person's words.
 */
export function errorForLog(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'a value that is no Error was thrown' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const unquoted = messageWithoutInput(error, code);
  const stack = unquoted === undefined ? error.stack : framesOf(error.stack);
  return {
    type: error.constructor.name,
    message: unquoted ?? error.message,
    ...(code === undefined ? {} : { code }),
    ...(stack === undefined ? {} : { stack }),
    ...(error.cause === undefined || depth >= causesMax ? {} : { cause: errorForLog(error.cause, depth + 1) }),
  };
}

function messageWithoutInput(error: Error, code: string | undefined): string | undefined {
  if (error instanceof SyntaxError) return 'unreadable text';
  const isDataException = code !== undefined && /^22[0-9A-Z]{3}$/.test(code);
  return isDataException ? 'PostgreSQL refused a value' : undefined;
}

const framesOf = (stack: string | undefined): string | undefined => stack?.slice(Math.max(0, stack.indexOf('\n    at ')));
