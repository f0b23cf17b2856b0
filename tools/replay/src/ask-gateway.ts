import type { CaseReplayAnswer } from '@huying/contracts';
import { GatewayFault, problemOf, reach, signIn, type Fetch, type Problem } from './gateway-access.js';
import type { ReplayArguments } from './replay-arguments.js';

/** There is no such case, or more than one: told in one sentence, with how to find the right one. */
export class CaseFault extends Error {
  override readonly name = 'CaseFault';
}

/** Asks the gateway for the replay of a case. @throws CaseFault, GatewayFault */
export async function askForReplay(asked: ReplayArguments, fetch: Fetch = globalThis.fetch): Promise<CaseReplayAnswer> {
  const token = asked.token ?? (await signIn(asked, fetch));
  const address = new URL(`${asked.url}/v1/audit/cases/${encodeURIComponent(asked.case)}/replay`);
  if (asked.occurredBy !== undefined) address.searchParams.set('occurredBy', asked.occurredBy);
  if (asked.knownBy !== undefined) address.searchParams.set('knownBy', asked.knownBy);
  const request = { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(30_000) };
  const answer = await reach(fetch, address.href, request, asked.url);
  if (answer.ok) return (await answer.json()) as CaseReplayAnswer;
  throw faultOf(await problemOf(answer), asked);
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
