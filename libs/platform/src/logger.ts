import { pino, type DestinationStream, type LogFn, type Logger as PinoLogger } from 'pino';
import { trace } from '@opentelemetry/api';
import { errorForLog } from './error-for-log.js';
import { traceFieldsOf } from './trace-context.js';

export type Logger = PinoLogger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * Names under which a value is never written, wherever a log call may put them: the net under the rule, not the rule.
 * The rule is that nobody logs bodies, query strings, headers or personal data in the first place (DESIGN §1, invariant 7).
 */
const neverWritten = [
  'body',
  'rawBody',
  'query',
  'headers',
  'authorization',
  'token',
  'password',
  'secret',
  'phone',
  'contact',
  'words',
  'parameters',
];

const redacted = {
  paths: neverWritten.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  censor: '[not logged]',
};

/** A structured logger (JSON lines). Errors are written by {@link errorForLog}; requests by id, method and route pattern only. */
export function createLogger(
  options: { readonly name: string; readonly level?: LogLevel },
  destination: DestinationStream = pino.destination({ dest: 1, sync: false }),
): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      redact: redacted,
      serializers: { err: (error: unknown) => errorForLog(error) },
      hooks: { logMethod: withoutMessageOfError },
      base: { name: options.name },
      // Which trace the work under way belongs to; nothing while nobody traces.
      mixin: () => ({ ...traceFieldsOf(trace.getActiveSpan()?.spanContext()) }),
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination,
  );
}

/** Left alone, pino takes the message of an error for the line's own, input and all. */
function withoutMessageOfError(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, message] = args as unknown as [unknown, string | undefined];
  const error = errorIn(first);
  if (error === undefined || message !== undefined) method.apply(this, args);
  else method.apply(this, [first as object, errorForLog(error).message]);
}

function errorIn(logged: unknown): Error | undefined {
  if (logged instanceof Error) return logged;
  const holdsError = typeof logged === 'object' && logged !== null && 'err' in logged && logged.err instanceof Error;
  return holdsError ? (logged.err as Error) : undefined;
}
