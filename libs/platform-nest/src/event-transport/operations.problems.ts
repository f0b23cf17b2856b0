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
  POSITION_NOT_PUBLISHED: {
    status: 409,
    zh: '日志尚未发布到该位置（已发布到 details.position），无需重新发布',
    en: 'The log has not been published that far yet (up to `details.position`); there is nothing to publish again from there',
  },
  LOG_NOT_CARRIED: {
    status: 409,
    zh: '当前总线（HUYING_BUS=postgres）由消费者直接读取日志，没有可重新发布的主题',
    en: 'On this bus (HUYING_BUS=postgres) consumers read the log itself; there is no topic to publish it to again',
  },
} as const satisfies Record<string, Problem>;
