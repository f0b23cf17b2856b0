import { services } from '../services.js';
import { consumers, parkedPage, publication, released, republished, restarted } from './operations.answer-schemas.js';
import { OperationBody, ParkedQuery, RepublishBody } from './operations.dto.js';
import type { Route } from './route.js';

/** Supervisors keep the deployment running; auditors may look, for what is parked is missing from answers. */
const operators = ['SUP'];
const lookers = ['SUP', 'AUD'];

/** Addresses of one service's consumers: each service answers for its own (DESIGN §5). */
export const operationsPath = (service: string): string => `/v1/operations/consumers/${service}`;

/** Address of the publication of one service's log. */
export const publicationPath = (service: string): string => `/v1/operations/publications/${service}`;

const named = (service: string): string => `${service.charAt(0).toUpperCase()}${service.slice(1)}`;

export const operationsRoutes: readonly Route[] = services.flatMap((service) => {
  const of = { service, tag: 'operations' } as const;
  const read = { ...of, method: 'GET', allow: lookers, records: false, status: 200 } as const;
  const act = { ...of, method: 'POST', allow: operators, records: true, status: 200, body: OperationBody } as const;
  const at = operationsPath(service);
  return [
    {
      ...read,
      id: `list${named(service)}Consumers`,
      path: at,
      answerSchema: consumers,
      summary: { en: `Consumers of ${service}: state, positions, how much is parked`, zh: `${service} 的消费者状态` },
    },
    {
      ...read,
      id: `list${named(service)}Parked`,
      path: `${at}/{consumer}/parked`,
      query: ParkedQuery,
      answerSchema: parkedPage,
      summary: { en: `What a consumer of ${service} has parked, in the order in which it will be applied`, zh: `${service} 的挂起事件` },
    },
    {
      ...act,
      id: `release${named(service)}Parked`,
      path: `${at}/{consumer}/parked/{caseKey}/release`,
      answerSchema: released,
      summary: { en: `Apply a parked case of ${service} again, with the cases tied to it`, zh: `${service}：重放挂起的诉求` },
    },
    {
      ...act,
      id: `restart${named(service)}Consumer`,
      path: `${at}/{consumer}/restart`,
      answerSchema: restarted,
      summary: { en: `Let a stopped consumer of ${service} try again`, zh: `${service}：重启已停止的消费者` },
    },
    {
      ...read,
      id: `read${named(service)}Publication`,
      path: publicationPath(service),
      answerSchema: publication,
      summary: { en: `How the log of ${service} reaches the bus, and how far it has come`, zh: `${service} 日志的发布状态` },
    },
    {
      ...act,
      id: `republish${named(service)}Log`,
      path: `${publicationPath(service)}/republish`,
      body: RepublishBody,
      answerSchema: republished,
      summary: { en: `Publish the log of ${service} again from a position on, for a topic that lost it`, zh: `${service}：重新发布日志` },
    },
  ];
});
