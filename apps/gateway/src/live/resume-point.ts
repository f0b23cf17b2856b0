import type { ServiceName } from '@huying/contracts';
import { edgeProblem, parseSeen, ProblemException, type Seen } from '@huying/platform-nest';

/**
 * Where a stream begins: after the client's last event id, the header before the query parameter. A log that it does not name begins at
 * its end, and a log that this feed does not follow is passed over, so that any `Huying-Seen` is a last event id too.
 *
 * @returns undefined for a client that comes for the first time.
 * @throws INVALID_REQUEST on an id that this gateway has not given.
 */
export function resumePoint(
  header: string | string[] | undefined,
  parameter: string | undefined,
  followed: readonly ServiceName[],
): Seen | undefined {
  const fromHeader = typeof header === 'string' && header !== '';
  const text = fromHeader ? header : (parameter ?? '');
  if (text === '') return undefined;
  try {
    if (text.length > 160) throw edgeProblem('INVALID_SEEN');
    return new Map([...parseSeen(text)].filter(([source]) => followed.includes(source)));
  } catch (error) {
    if (!(error instanceof ProblemException)) throw error;
    const field = fromHeader ? 'last-event-id' : 'lastEventId';
    throw edgeProblem('INVALID_REQUEST', {
      errors: [{ field, message: 'must be the id of an event of this stream, as intake:120 dispatch:87' }],
    });
  }
}
