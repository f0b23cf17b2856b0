import { EventStoreUnavailable } from '@huying/event-store';

/** Codes of sockets and of PostgreSQL (SQLSTATE classes 08, 53: a full disk, no memory, too many connections; 57; I/O) that waiting cures. */
const awayCodes = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|(?:08|53)[0-9A-Z]{3}|57P0[1-5]|57014|58030)$/;

/** True for an error, or any of its causes, that says that a part of the system is away for the moment. */
export function isAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof EventStoreUnavailable) return true;
    if ('code' in at && typeof at.code === 'string' && awayCodes.test(at.code)) return true;
  }
  return false;
}
