import { EventStoreUnavailable } from '@huying/event-store';
import { errorForLog } from '@huying/platform';
import { TransientFault } from './event-bus.js';

/** A fault that neither waiting nor parking cures: the consumer stops, loudly, at the event before it. */
export class ConsumerHalt extends Error {
  override readonly name = 'ConsumerHalt';
}

/** Another instance of the service moved the checkpoint first: this one reloads it and goes on from there. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

const networkFaults = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** SQLSTATE classes and codes that say "later": connection, resources, operator intervention, serialization, deadlock, locks. */
const transientSqlState = /^(08|53|57P0|57014|40001|40P01|55P03|25P0[34]|58030)/;

/** What node-postgres says without a code: a connection that ended, or that could not be had in time, as when the server is frozen. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error)/;

/** Whether waiting may cure the fault; looked for along the chain of causes. */
export function isTransient(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  if (fault instanceof TransientFault || fault instanceof EventStoreUnavailable) return true;
  const code = (fault as { code?: unknown }).code;
  if (typeof code === 'string' && (networkFaults.has(code) || transientSqlState.test(code))) return true;
  return lostConnection.test(fault.message) || isTransient(fault.cause);
}

/** A short reason for operators. Only the fault's own sentence, and not even that where it quotes its input, which may be a person's words. */
export function reasonOf(fault: unknown): string {
  const { type, message } = errorForLog(fault);
  const text = `${type}: ${message}`;
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}
