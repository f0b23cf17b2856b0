import type { ProblemBody } from '@huying/contracts';

/** The question cannot be asked at all: told in one sentence. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
}

export type Fetch = typeof globalThis.fetch;

/** Signs in as a demonstration user; works only where the system runs with `HUYING_DEMO=on`. @throws GatewayFault */
export async function signIn({ url, user }: { readonly url: string; readonly user: string }, fetch: Fetch): Promise<string> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: user }),
    signal: AbortSignal.timeout(30_000),
  };
  const answer = await reach(fetch, `${url}/dev/token`, request, url);
  const body: unknown = await answer.json().catch(() => undefined);
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (answer.ok && typeof token === 'string') return token;
  throw new GatewayFault(
    `cannot sign in as ${user} (${String(answer.status)}): demonstration users exist only with HUYING_DEMO=on; else set HUYING_TOKEN ` +
      '无法以演示用户登录，请设置 HUYING_TOKEN',
  );
}

/** @throws GatewayFault when nobody answers */
export async function reach(fetch: Fetch, address: string, request: RequestInit, url: string): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    throw new GatewayFault(`no answer from ${url}: start the system (npm start), or set HUYING_URL 系统未运行，请先执行 npm start`, {
      cause: error,
    });
  }
}

export type Problem = Pick<ProblemBody, 'code' | 'detail' | 'detailZh' | 'details'> & { readonly status: number };

/** What a refusal says. */
export async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Partial<ProblemBody>;
  const { code = 'UNKNOWN', detail = answer.statusText, detailZh = '', details } = body;
  return { status: answer.status, code, detail, detailZh, ...(details === undefined ? {} : { details }) };
}
