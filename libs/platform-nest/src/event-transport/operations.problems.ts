import type { Problem } from '@huying/contracts';

/** What a service's operators are refused. */
export const operationsProblems = {
  CONSUMER_NOT_FOUND: { status: 404, zh: '本服务没有这个消费者', en: 'This service has no consumer of that name' },
  STILL_POISON: {
    status: 409,
    zh: '仍有事件无法处理（原因见 details.reason），请先排除原因再重放',
    en: 'An event still cannot be applied (`details.reason` says why); mend the cause, then release again',
  },
  RESTART_FAILED: {
    status: 409,
    zh: '消费者仍无法启动（原因见 details.reason），请先排除原因',
    en: 'The consumer still cannot start (`details.reason` says why); mend the cause first',
  },
} as const satisfies Record<string, Problem>;
