import { randomUUID } from 'node:crypto';
import { expectDocumentedHere, startTrialGateway, type TrialGateway } from './trial-gateway.spec.js';

export interface Sent {
  readonly as?: string;
  readonly body?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** People who call a trial gateway, each by his token, and what they are answered; every answer must be as the documentation says. */
export class TrialCallers {
  private readonly tokens = new Map<string, string>();

  private constructor(readonly gateway: TrialGateway) {}

  /** A gateway of its own, at which a clerk, a secretary and an auditor hold their posts. */
  static async start(): Promise<TrialCallers> {
    const gateway = await startTrialGateway();
    const callers = new TrialCallers(gateway);
    for (const user of ['resident', 'clerk', 'auditor', 'secretary', 'steward']) await callers.signIn(user);
    await gateway.assign('demo-clerk', 'ACC', { post: 'K-clerk' });
    await gateway.assign('demo-secretary', 'SEC');
    const seen = await gateway.assign('demo-auditor', 'AUD', { area: '430304' });
    // From here on the gateway has seen all three posts.
    await callers.call('GET', '/v1/notes/n-1', { as: 'auditor', headers: { 'huying-seen': seen } });
    return callers;
  }

  async signIn(user: string): Promise<void> {
    this.tokens.set(user, await this.gateway.tokenOf(user));
  }

  bearer(user: string | undefined): Readonly<Record<string, string>> {
    return user === undefined ? {} : { authorization: `Bearer ${this.tokens.get(user) ?? ''}` };
  }

  async call(method: string, path: string, { as, body, bytes, headers = {} }: Sent = {}) {
    const payload = bytes ?? (body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
    const response = await fetch(this.gateway.address + path, {
      method,
      headers: {
        ...this.bearer(as),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload }),
    });
    const text = await response.text();
    expectDocumentedHere(method, path, response, text);
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Record<string, unknown> };
  }

  async get(path: string, { as, headers = {} }: Pick<Sent, 'as' | 'headers'> = {}) {
    const answer = await fetch(this.gateway.address + path, { headers: { ...this.bearer(as), ...headers } });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}
