import type { ProblemBody } from '@huying/contracts';
import type { Asking } from './audit-arguments.js';
import { AuditFault } from './audit-fault.js';

/** The gateway, as an auditor asks it. */
export class Gateway {
  private constructor(
    private readonly url: string,
    readonly token: string,
  ) {}

  /** Takes the given token, or signs a demonstration user in. @throws AuditFault */
  static async signIn({ url, token, user }: Asking): Promise<Gateway> {
    if (token !== undefined) return new Gateway(url, token);
    const answer = await reach(url, '/dev/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: user }),
    });
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok && typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string')
      return new Gateway(url, body.token);
    throw new AuditFault(
      'REFUSED',
      `cannot sign in as ${user} (${String(answer.status)}): demonstration users exist only with HUYING_DEMO=on; else set HUYING_TOKEN ` +
        '无法以演示用户登录，请设置 HUYING_TOKEN',
    );
  }

  /** @throws AuditFault with what the gateway says is wrong */
  async get(path: string): Promise<Response> {
    const answer = await reach(this.url, path, { headers: { authorization: `Bearer ${this.token}` } });
    if (answer.ok) return answer;
    const { code = 'UNKNOWN', detail = answer.statusText, detailZh = '' } = (await answer.json().catch(() => ({}))) as Partial<ProblemBody>;
    throw new AuditFault('REFUSED', `${String(answer.status)} ${code}: ${detail} ${detailZh}`);
  }
}

/** How long the gateway has to begin its answer; a long one may take as long as it comes. */
const answerTimeoutMs = 60_000;

async function reach(url: string, path: string, request: RequestInit): Promise<Response> {
  const patience = new AbortController();
  const timer = setTimeout(() => {
    patience.abort();
  }, answerTimeoutMs);
  try {
    return await fetch(`${url}${path}`, { ...request, signal: patience.signal });
  } catch (cause) {
    throw new AuditFault('NO_ANSWER', `no answer from ${url}: start the system (npm start), or set HUYING_URL 系统未运行或地址有误`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}
