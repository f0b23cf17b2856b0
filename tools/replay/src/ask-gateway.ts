import type {
  CaseDifferenceAnswer,
  CaseKnowledgeAnswer,
  CaseReplayAnswer,
  StreamDifferenceAnswer,
  StreamReplayAnswer,
} from '@huying/contracts';
import { GatewayFault, problemOf, reach, signIn, type Fetch, type Problem } from './gateway-access.js';
import type { EventPlace } from './moment-arguments.js';
import type { ReplayArguments, Subject } from './replay-arguments.js';

/** There is no such case, stream or event, or more than one: told in one sentence, with how to find the right one. */
export class NotFoundFault extends Error {
  override readonly name = 'NotFoundFault';
}

/** An answer of the gateway's, by what was asked. */
export type Answer =
  | { readonly of: 'case'; readonly replay: CaseReplayAnswer }
  | { readonly of: 'stream'; readonly replay: StreamReplayAnswer }
  | { readonly difference: CaseDifferenceAnswer | StreamDifferenceAnswer }
  | { readonly knowledge: CaseKnowledgeAnswer };

/** Asks the gateway. @throws NotFoundFault, GatewayFault */
export async function askGateway(asked: ReplayArguments, fetch: Fetch = globalThis.fetch): Promise<Answer> {
  const token = asked.token ?? (await signIn(asked, fetch));
  const get = async <Body>(what: string, query: object): Promise<Body> => {
    const address = new URL(`${asked.url}${addressOf(asked.subject)}/${what}`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
    const request = { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(30_000) };
    const answer = await reach(fetch, address.href, request, asked.url);
    if (answer.ok) return (await answer.json()) as Body;
    throw faultOf(await problemOf(answer), asked);
  };
  const { ask, ...query } = asked.question;
  switch (ask) {
    case 'difference':
      return { difference: await get<CaseDifferenceAnswer | StreamDifferenceAnswer>(ask, query) };
    case 'knowledge':
      return { knowledge: await get<CaseKnowledgeAnswer>(ask, await placeOf(asked.question, get)) };
    case 'replay':
      return 'case' in asked.subject
        ? { of: 'case', replay: await get<CaseReplayAnswer>(ask, query) }
        : { of: 'stream', replay: await get<StreamReplayAnswer>(ask, query) };
  }
}

const addressOf = (subject: Subject): string =>
  'case' in subject ? `/v1/audit/cases/${encodeURIComponent(subject.case)}` : `/v1/audit/streams/${encodeURIComponent(subject.stream)}`;

/** A step is counted in the replay of all that is known, as it is shown without bounds. */
async function placeOf(
  { event }: { readonly event: EventPlace },
  get: <Body>(what: string, query: object) => Promise<Body>,
): Promise<{ readonly source: string; readonly position: number }> {
  if (!('step' in event)) return event;
  const { frames } = await get<CaseReplayAnswer>('replay', {});
  const frame = frames[event.step - 1];
  if (frame === undefined)
    throw new NotFoundFault(`the case has ${String(frames.length)} steps, no step ${String(event.step)} 没有第 ${String(event.step)} 步`);
  return { source: frame.event.source, position: frame.event.position };
}

function faultOf({ status, code, detail, detailZh, details }: Problem, { subject, url, user }: ReplayArguments): Error {
  const name = 'case' in subject ? subject.case : subject.stream;
  const token = `  (a token 令牌: curl -X POST ${url}/dev/token -H 'content-type: application/json' -d '{"username":"${user}"}')`;
  const find = (what: string): string => `  curl -H "Authorization: Bearer $HUYING_TOKEN" '${url}${what}'\n${token}`;
  if (code === 'CASE_NOT_FOUND')
    return new NotFoundFault(`no case ${name} 没有这个诉求\nfind cases 查找诉求:\n${find('/v1/audit/cases?limit=20')}`);
  if (code === 'STREAM_NOT_FOUND')
    return new NotFoundFault(
      `no stream ${name} 没有这个事件流\nevents tell their streams 查找事件流:\n${find('/v1/audit/events?limit=20')}`,
    );
  if (code === 'STREAM_NOT_REPLAYED') return new NotFoundFault(`${detail} ${detailZh}: ${listed(details?.['categories']).join(' ')}`);
  if (code === 'EVENT_NOT_OF_CASE') return new NotFoundFault(`${detail} ${detailZh}`);
  if (code === 'CASE_AMBIGUOUS')
    return new NotFoundFault(
      [`${detail} ${detailZh}`, ...listed(details?.['caseIds']).map((id) => `  npm run replay -- ${id}`)].join('\n'),
    );
  return new GatewayFault(`the gateway refused the question: ${String(status)} ${code} ${detail} ${detailZh}`);
}

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as readonly unknown[]).map(String) : []);
