import { allConsumers, type Route } from '@huying/contracts';
import { DemoTokenBody } from './dev/dev-routes.js';
import { liveRoute } from './live/live-route.js';
import { demoToken, demoUserList, firstPost, liveness, me, readiness } from './own-answer-schemas.js';
import { FirstSecretaryBody } from './setup/first-secretary.js';

const own = { service: 'gateway', records: false, status: 200 } as const;

export const allConsumersRoute: Route = {
  ...own,
  id: 'listConsumers',
  method: 'GET',
  path: '/v1/operations/consumers',
  tag: 'operations',
  allow: ['SUP', 'AUD'],
  answerSchema: allConsumers,
  summary: { en: 'Consumers of every service: state, positions, how much is parked', zh: '全部消费者状态' },
};

/** Served by the gateway itself, and described with the rest. */
export const ownRoutes: readonly Route[] = [
  allConsumersRoute,
  {
    ...own,
    id: 'readMe',
    answerSchema: me,
    method: 'GET',
    path: '/v1/me',
    tag: 'identity',
    allow: 'anyone',
    summary: { en: 'Who I am, and which posts I hold now', zh: '我的身份与岗位' },
  },
  liveRoute,
  {
    ...own,
    id: 'takeFirstPost',
    answerSchema: firstPost,
    method: 'POST',
    path: '/v1/setup/first-secretary',
    tag: 'identity',
    allow: 'anyone',
    body: FirstSecretaryBody,
    status: 201,
    summary: { en: 'Become the first secretary by the one-time link of a new installation', zh: '凭一次性链接就任首任社区书记' },
  },
  {
    ...own,
    id: 'readLiveness',
    answerSchema: liveness,
    method: 'GET',
    path: '/health/live',
    tag: 'health',
    allow: 'public',
    summary: { en: 'Whether the gateway runs', zh: '网关是否运行' },
  },
  {
    ...own,
    id: 'readReadiness',
    answerSchema: readiness,
    sameAnswerAt: [503],
    method: 'GET',
    path: '/health/ready',
    tag: 'health',
    allow: 'public',
    summary: { en: 'What is not ready, and why', zh: '就绪状况' },
  },
];

/** There only with `HUYING_DEMO=on`. */
export const demoRoutes: readonly Route[] = [
  {
    ...own,
    id: 'issueDemoToken',
    answerSchema: demoToken,
    method: 'POST',
    path: '/dev/token',
    tag: 'demonstration',
    allow: 'public',
    body: DemoTokenBody,
    summary: { en: 'A token for a demonstration user', zh: '演示用户登录凭证' },
  },
  {
    ...own,
    id: 'listDemoUsers',
    answerSchema: demoUserList,
    method: 'GET',
    path: '/dev/users',
    tag: 'demonstration',
    allow: 'public',
    summary: { en: 'The demonstration users', zh: '演示用户' },
  },
];
