import type { ServiceName, VerificationAnswer } from '@huying/contracts';
import type { Gateway } from './gateway.js';

export type Finding = VerificationAnswer['findings'][number];

/** A service's whole log, compared. */
export interface VerifiedLog {
  readonly source: ServiceName;
  readonly completeUpTo: number;
  readonly publishedUpTo: number;
  readonly findings: readonly Finding[];
}

/** Asks for one stretch after the other, up to where audit had copied when it was first asked. */
export async function verifyWholeLog(gateway: Pick<Gateway, 'get'>, source: ServiceName): Promise<VerifiedLog> {
  const findings: Finding[] = [];
  let first: VerificationAnswer | undefined;
  for (let after = 0; ;) {
    const answer = (await (
      await gateway.get(`/v1/audit/verification?source=${source}&after=${String(after)}`)
    ).json()) as VerificationAnswer;
    first ??= answer;
    findings.push(...answer.findings);
    const { completeUpTo, publishedUpTo } = first;
    if (answer.upTo <= after || answer.upTo >= Math.max(completeUpTo, publishedUpTo))
      return { source, completeUpTo, publishedUpTo, findings };
    after = answer.upTo;
  }
}

/** What each finding means, for people. */
export const meanings: Readonly<Record<Finding['code'], { readonly zh: string; readonly en: string }>> = {
  MISSING_IN_LOG: {
    zh: '服务的日志中已没有该事件：被删除，或恢复了旧备份',
    en: "the service's log no longer has this event: deleted, or an older backup was restored",
  },
  MISSING_IN_COPY: { zh: '审计副本中没有该事件', en: "audit's copy lacks this event" },
  LOG_DIFFERS: { zh: '服务的日志与存证不符：记录被改动', en: "the service's log differs from what was published: it was changed" },
  COPY_DIFFERS: { zh: '审计副本与存证不符：副本被改动', en: "audit's copy differs from what was published: it was changed" },
  OUT_OF_PLACE: { zh: '事件所载位置与其所在位置不同：被调换', en: 'the event names another position than the one it stands at: swapped' },
};
