import type { CaseReplayAnswer, ProblemBody } from '@huying/contracts';
import type { ReplayArguments } from './replay-arguments.js';

/** The question cannot be asked at all: told in one sentence. */
export class GatewayFault extends Error {
  override readonly name = 'GatewayFault';
}

/** There is no such case, or more than one: told in one sentence, with how to find the right one. */
export class CaseFault extends Error {
  override readonly name = 'CaseFault';
}

type Fetch = typeof globalThis.fetch;

/** Asks the gateway for the replay of a case. @throws CaseFault, GatewayFault */
export async function askForReplay(asked: ReplayArguments, fetch: Fetch = globalThis.fetch): Promise<CaseReplayAnswer> {
  const token = asked.token ?? (await signIn(asked, fetch));
  const address = new URL(`${asked.url}/v1/audit/cases/${encodeURIComponent(asked.case)}/replay`);
  if (asked.occurredBy !== undefined) address.searchParams.set('occurredBy', asked.occurredBy);
  if (asked.knownBy !== undefined) address.searchParams.set('knownBy', asked.knownBy);
  const answer = await reach(fetch, address.href, { headers: { authorization: `Bearer ${token}` } }, asked.url);
  if (answer.ok) return (await answer.json()) as CaseReplayAnswer;
  throw faultOf(await problemOf(answer), asked);
}

async function signIn({ url, user }: ReplayArguments, fetch: Fetch): Promise<string> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: user }) };
  const answer = await reach(fetch, `${url}/dev/token`, request, url);
  const body: unknown = await answer.json().catch(() => undefined);
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (answer.ok && typeof token === 'string') return token;
  throw new GatewayFault(
    `cannot sign in as ${user} (${String(answer.status)}): demonstration users exist only with HUYING_DEMO=on; else set HUYING_TOKEN ` +
      '无法以演示用户登录，请设置 HUYING_TOKEN',
  );
}

async function reach(fetch: Fetch, address: string, request: RequestInit, url: string): Promise<Response> {
  try {
    return await fetch(address, { ...request, signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    throw new GatewayFault(`no answer from ${url}: start the system (npm start), or set HUYING_URL 系统未运行，请先执行 npm start`, {
      cause: error,
    });
  }
}

type Problem = Pick<ProblemBody, 'code' | 'detail' | 'detailZh' | 'details'> & { readonly status: number };

async function problemOf(answer: Response): Promise<Problem> {
  const body = (await answer.json().catch(() => ({}))) as Partial<ProblemBody>;
  const { code = 'UNKNOWN', detail = answer.statusText, detailZh = '', details } = body;
  return { status: answer.status, code, detail, detailZh, ...(details === undefined ? {} : { details }) };
}

function faultOf({ status, code, detail, detailZh, details }: Problem, asked: ReplayArguments): Error {
  if (code === 'CASE_NOT_FOUND')
    return new CaseFault(
      `no case ${asked.case} 没有这个诉求\nfind cases 查找诉求:\n` +
        `  curl -H "Authorization: Bearer $HUYING_TOKEN" '${asked.url}/v1/audit/cases?limit=20'\n` +
        `  (a token 令牌: curl -X POST ${asked.url}/dev/token -H 'content-type: application/json' -d '{"username":"${asked.user}"}')`,
    );
  if (code === 'CASE_AMBIGUOUS') {
    const ids = Array.isArray(details?.['caseIds']) ? (details['caseIds'] as readonly unknown[]).map(String) : [];
    return new CaseFault([`${detail} ${detailZh}`, ...ids.map((id) => `  npm run replay -- ${id}`)].join('\n'));
  }
  return new GatewayFault(`the gateway refused the question: ${String(status)} ${code} ${detail} ${detailZh}`);
}
