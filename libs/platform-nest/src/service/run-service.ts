import { ConfigurationFault } from '@huying/platform';
import type { RunningService } from './running-service.js';

/** The parts of `process` that a main program touches. */
export interface HostProcess {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  once(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  exit(code: number): never;
}

/**
 * The whole of a `main.ts`: starts a service, opens its port, closes it on SIGTERM or Ctrl-C.
 * A fault at start is told in a sentence and the exit code is 1, without a stack trace.
 */
export async function runService(start: () => Promise<RunningService>, host: HostProcess): Promise<void> {
  let service: RunningService | undefined;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void (service?.close() ?? Promise.resolve()).then(
      () => host.exit(0),
      () => host.exit(1),
    );
  };
  host.once('SIGTERM', stop);
  host.once('SIGINT', stop);
  try {
    service = await start();
    const address = await service.listen();
    host.stdout.write(`${JSON.stringify({ service: service.name, listening: address })}\n`);
  } catch (error) {
    host.stderr.write(`${sentenceOf(error, 'The service could not start')}\n`);
    await service?.close().catch(() => undefined);
    host.exit(1);
  }
}

/** What a person at the terminal is told: settings at fault one by one, anything else with its causes. */
export function sentenceOf(error: unknown, what: string): string {
  if (error instanceof ConfigurationFault) return error.message;
  const causes: string[] = [];
  for (let at: unknown = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at.message);
  return `${what}: ${causes.join(': ')}`;
}
