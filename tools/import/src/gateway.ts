import { setTimeout as pause } from 'node:timers/promises';
import type { ImportAnswer, ImportRows, ProblemBody } from '@huying/contracts';
import { newId } from '@huying/platform';

/** The gateway cannot be used at all: told in one sentence. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
}

export type Sent =
  | { readonly kind: 'imported'; readonly answer: ImportAnswer }
  /** The body as a whole was refused: its form, or its size. */
  | { readonly kind: 'refused'; readonly code: string };

export interface Gateway {
  /** Sends rows, trying again for as long as the gateway says that it is only busy or behind. */
  send(body: ImportRows): Promise<Sent>;
}

export interface GatewayOptions {
  readonly url: string;
  readonly token?: string;
  readonly user: string;
  /** How long the gateway may stay away before the import gives up. */
  readonly patienceMs?: number;
  /** First wait between two tries; doubles up to 15 s, unless the gateway names one. */
  readonly firstWaitMs?: number;
  /** Told when the import has to wait. */
  readonly onWait?: (reason: string, ms: number) => void;
  readonly fetch?: typeof globalThis.fetch;
}

const waitMsMax = 15_000;
/** Busy, behind, restarting, contended: the same request may succeed later. */
const passing = new Set([409, 429, 502, 503, 504]);
const refusing = new Set([400, 413, 422]);

export function createGateway(options: GatewayOptions): Gateway {
  const { url, patienceMs = 300_000, firstWaitMs = 250, fetch = globalThis.fetch } = options;
  let token = options.token;

  /** Signs in as a demonstration user; works only where the system runs with `HUYING_DEMO=on`. */
  async function signIn(): Promise<string> {
    const answer = await persistently('/dev/token', { 'content-type': 'application/json' }, JSON.stringify({ username: options.user }));
    if (!answer.ok) {
      const { detail } = await problemOf(answer);
      throw new GatewayFault(`cannot sign in as ${options.user} (${answer.status} ${detail}); set HUYING_TOKEN or --user 无法登录`);
    }
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    const given = body['token'] ?? body['accessToken'] ?? body['access_token'];
    if (typeof given !== 'string') throw new GatewayFault('the gateway gave no token 网关未返回令牌');
    return given;
  }

  /** Asks until there is an answer that waiting would not change. Every try carries the same Idempotency-Key, so nothing is done twice. */
  async function persistently(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Response> {
    const began = performance.now();
    for (let tries = 0; ; tries += 1) {
      let reason: string;
      let named: number | undefined;
      try {
        const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body, signal: AbortSignal.timeout(120_000) });
        if (!passing.has(answer.status)) return answer;
        reason = String(answer.status);
        named = Number(answer.headers.get('retry-after') ?? Number.NaN) * 1000;
        await answer.arrayBuffer(); // Frees the connection.
      } catch (error) {
        reason = causeOf(error);
      }
      const wait = named !== undefined && named > 0 ? named : Math.min(firstWaitMs * 2 ** tries, waitMsMax);
      if (performance.now() - began + wait > patienceMs) {
        throw new GatewayFault(`no answer from ${url} (${reason}); start the system (npm start), or set HUYING_URL 无法连接网关`);
      }
      options.onWait?.(reason, wait);
      await pause(wait);
    }
  }

  return {
    async send(rows) {
      const body = JSON.stringify(rows);
      const key = newId();
      for (let signedIn = false; ; signedIn = true) {
        token ??= await signIn();
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key };
        const answer = await persistently('/v1/imports/rows', headers, body);
        if (answer.ok) return { kind: 'imported', answer: (await answer.json()) as ImportAnswer };
        const problem = await problemOf(answer);
        // A demonstration token expires; a token that was handed in is the caller's affair.
        if (answer.status === 401 && options.token === undefined && !signedIn) {
          token = undefined;
          continue;
        }
        if (refusing.has(answer.status)) return { kind: 'refused', code: problem.code };
        throw new GatewayFault(`the gateway refused the import: ${answer.status} ${problem.code} ${problem.detail} ${problem.detailZh}`);
      }
    },
  };
}

async function problemOf(answer: Response): Promise<Pick<ProblemBody, 'code' | 'detail' | 'detailZh'>> {
  const body: unknown = await answer.json().catch(() => undefined);
  const text = (member: string): string => {
    const value = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>)[member] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { code: text('code'), detail: text('detail'), detailZh: text('detailZh') };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { cause } = error;
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : error.message;
}
