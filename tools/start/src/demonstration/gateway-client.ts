import { setTimeout as pause } from 'node:timers/promises';

/** The gateway did not do what was asked. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';

  constructor(
    asked: string,
    readonly status: number,
    readonly problem: { readonly code?: string; readonly detail?: string; readonly errors?: unknown },
  ) {
    super(`${asked}: ${String(status)} ${problem.code ?? ''} ${problem.detail ?? ''} ${JSON.stringify(problem.errors ?? '')}`);
  }
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly as: string;
  /** Acting role, where the person has several and the route's first choice is not meant. */
  readonly role?: string;
  readonly body?: object;
  readonly bytes?: { readonly type: string; readonly content: Buffer };
  /** Required where something is recorded. The same key gives the same answer, however often it is sent. */
  readonly key?: string;
}

/** A user of the public API like any other: signs in as demonstration users, reads his own writes, and retries what passes by itself. */
export class GatewayClient {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly seen = new Map<string, number>();

  /** @param attemptsMax how often a call is sent that was answered with Retry-After; 1 never asks twice. */
  constructor(
    private readonly gateway: string,
    private readonly attemptsMax = 40,
  ) {}

  async call<Answer = Record<string, unknown>>(call: Call): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.send(call);
      this.remember(response.headers.get('huying-seen'));
      const text = await response.text();
      const answer: unknown = text === '' ? {} : JSON.parse(text);
      if (response.ok) return answer as Answer;
      const retryAfter = response.headers.get('retry-after');
      if (retryAfter === null || attempt === this.attemptsMax) {
        throw new GatewayRefusal(`${call.method} ${call.path}`, response.status, answer as GatewayRefusal['problem']);
      }
      await pause(100);
    }
  }

  private async send({ method, path, as, role, body, bytes, key }: Call): Promise<Response> {
    return fetch(`${this.gateway}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.tokenOf(as)}`,
        ...(this.seen.size > 0
          ? { 'huying-seen': [...this.seen].map(([source, position]) => `${source}:${String(position)}`).join(' ') }
          : {}),
        ...(role === undefined ? {} : { 'huying-role': role }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(bytes === undefined ? (body === undefined ? {} : { 'content-type': 'application/json' }) : { 'content-type': bytes.type }),
      },
      ...(bytes === undefined ? (body === undefined ? {} : { body: JSON.stringify(body) }) : { body: new Uint8Array(bytes.content) }),
    });
  }

  /** Keeps the highest position per source that a `Huying-Seen` told: later calls read at least that far. */
  remember(header: string | null): void {
    for (const part of header?.split(/[ ,]+/) ?? []) {
      const [source, position] = part.split(':');
      if (source === undefined || position === undefined) continue;
      this.seen.set(source, Math.max(Number(position), this.seen.get(source) ?? 0));
    }
  }

  /** Signs in as a demonstration user; once. */
  tokenOf(username: string): Promise<string> {
    const known = this.tokens.get(username);
    if (known !== undefined) return known;
    const asked = this.askToken(username);
    this.tokens.set(username, asked);
    return asked;
  }

  private async askToken(username: string): Promise<string> {
    const response = await fetch(`${this.gateway}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username }),
    });
    const answer = (await response.json()) as { readonly token?: string };
    if (answer.token === undefined) throw new GatewayRefusal(`sign in as ${username}`, response.status, answer as object);
    return answer.token;
  }
}
