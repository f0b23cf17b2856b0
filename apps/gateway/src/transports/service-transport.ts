import type { KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';

export interface ServiceCall {
  /** The gateway's private key, in whose name a transport within the process vouches for the internal token among the headers. */
  readonly vouchedWith?: KeyObject;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** The answer may be of any length: it is to be passed on while it is made (see `Route.streams`). */
  readonly streams?: boolean;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Buffer | Readable;
}

/** The way to one service. Both adapters carry the same signed call (DESIGN §2). */
export interface ServiceTransport {
  /** The service is in this process: a token on its way there is vouched for, so it need not be signed. */
  readonly withinProcess: boolean;
  /** Rejects with {@link ServiceAway} when the service gave no answer: whether it recorded anything is then unknown. */
  send(call: ServiceCall): Promise<ServiceAnswer>;
  close(): Promise<void>;
}

/** A service gave no answer. Asking again under the same Idempotency-Key is always right. */
export class ServiceAway extends Error {
  override readonly name = 'ServiceAway';
}
