import { closed, oneOf, text, written } from './answer-schema.js';
import { caseDetail, casePage, personalParts, serviceMenu } from './case.answer-schemas.js';
import { tombstone } from './privacy.answer-schemas.js';
import {
  AcceptCaseBody,
  AdoptMenuBody,
  CallbackAttemptBody,
  CallbackBody,
  CasesQuery,
  DirectAnswerBody,
  FirstContactHandoverBody,
  MenuQuery,
  RatingBody,
  RegisterCaseBody,
  ReplyBody,
  RevealBody,
  WithdrawalBody,
} from './case.dto.js';
import { defineRoutes } from './route.js';

const firstContactOwner = closed({ person: text, unit: text, post: text, basis: oneOf(['asked', 'duty', 'default']) }, ['post']);

const onCase = { service: 'intake', tag: 'cases' } as const;
const create = { ...onCase, method: 'POST', records: true, status: 201 } as const;
const write = { ...create, status: 200, writes: 'case', answerSchema: written({ caseId: text }) } as const;
const read = { ...onCase, method: 'GET', records: false, status: 200 } as const;
/** VOL: a volunteer to whom an order was given handles it like any handler. */
const handlers = ['HAN', 'HLD', 'VOL'];
const officers = ['FQ', 'ACC', 'DIS', 'SEC', 'ST', 'REV', 'CBK', 'SUP', 'AUD'];

/** Cases: from the order of a resident to its rating and closing, but for the work in between (RULES §1.4). */
export const caseRoutes = defineRoutes(
  {
    ...read,
    id: 'readMenu',
    answerSchema: serviceMenu,
    shows: ['catalogue'],
    path: '/v1/menu',
    tag: 'catalogue',
    allow: 'anyone',
    query: MenuQuery,
    summary: { en: 'The service menu of an area', zh: '服务菜单' },
  },
  {
    ...create,
    id: 'adoptMenu',
    path: '/v1/menus',
    tag: 'catalogue',
    allow: ['SEC', 'ST'],
    body: AdoptMenuBody,
    writes: 'catalogue',
    answerSchema: written({ area: text, menu: text }),
    summary: { en: 'Adopt a version of the service menu', zh: '采用服务菜单' },
  },
  {
    ...create,
    id: 'registerCase',
    path: '/v1/cases',
    allow: ['RES', 'FQ', 'ACC'],
    body: RegisterCaseBody,
    answerSchema: written({ caseId: text, firstContact: firstContactOwner }, ['firstContact']),
    summary: { en: 'Order a service or tell a matter (T01); fixes the first-contact owner', zh: '点单：诉求登记，同时确定首问责任人' },
  },
  {
    ...read,
    id: 'listCases',
    answerSchema: casePage,
    path: '/v1/cases',
    allow: ['RES', ...officers, ...handlers],
    query: CasesQuery,
    summary: { en: 'Cases, newest first', zh: '诉求列表' },
  },
  {
    ...read,
    id: 'readCase',
    answerSchema: caseDetail,
    path: '/v1/cases/{caseId}',
    allow: ['RES', ...officers, ...handlers],
    shows: ['case', 'order'],
    summary: { en: 'One case, personal data masked', zh: '诉求详情（个人信息已脱敏）' },
  },
  {
    ...write,
    id: 'acceptCase',
    path: '/v1/cases/{caseId}/acceptance',
    allow: ['ACC', 'DIS', 'SEC'],
    body: AcceptCaseBody,
    summary: { en: 'Accept a case and hand it to dispatch (T08)', zh: '接单：受理' },
  },
  {
    ...write,
    id: 'answerDirectly',
    path: '/v1/cases/{caseId}/direct-answer',
    allow: ['FQ', 'ACC'],
    body: DirectAnswerBody,
    summary: { en: 'Answer a consultation at once (T02)', zh: '即时答复' },
  },
  {
    ...write,
    id: 'recordCallbackAttempt',
    path: '/v1/cases/{caseId}/callback-attempts',
    allow: ['CBK'],
    body: CallbackAttemptBody,
    summary: { en: 'Record that a callback was tried', zh: '登记回访尝试' },
  },
  {
    ...write,
    id: 'completeCallback',
    path: '/v1/cases/{caseId}/callback',
    allow: ['CBK'],
    body: CallbackBody,
    summary: { en: "Record the resident's answer, and rating where given", zh: '完成回访' },
  },
  {
    ...write,
    id: 'submitRating',
    path: '/v1/cases/{caseId}/rating',
    allow: ['RES', 'CBK'],
    body: RatingBody,
    summary: { en: 'Rate the answer; the first rating stands', zh: '评单' },
  },
  {
    ...write,
    id: 'closeCase',
    path: '/v1/cases/{caseId}/closure',
    allow: ['CBK'],
    summary: { en: 'Close a case after its callback (T22)', zh: '结案' },
  },
  {
    ...write,
    id: 'withdrawCase',
    path: '/v1/cases/{caseId}/withdrawal',
    allow: ['RES', 'CBK'],
    body: WithdrawalBody,
    summary: { en: 'Withdraw a case that intake holds (T30)', zh: '撤单' },
  },
  {
    ...write,
    id: 'handOverFirstContact',
    path: '/v1/cases/{caseId}/first-contact/handover',
    allow: ['FQ', 'ACC'],
    body: FirstContactHandoverBody,
    summary: { en: 'Offer the first-contact duty to a colleague; you keep it until he accepts', zh: '首问移交' },
  },
  {
    ...write,
    id: 'acceptFirstContact',
    path: '/v1/cases/{caseId}/first-contact/acceptance',
    allow: ['FQ', 'ACC', 'DIS', 'SEC', 'HAN', 'HLD'],
    summary: { en: 'Accept the first-contact duty that was offered to you', zh: '接受首问移交' },
  },
  {
    ...write,
    id: 'dischargeFirstContact',
    path: '/v1/cases/{caseId}/first-contact/discharge',
    allow: ['FQ', 'ACC', 'DIS', 'SEC', 'HAN', 'HLD'],
    summary: { en: 'End the first-contact duty once the resident has his answer', zh: '首问责任解除' },
  },
  {
    ...write,
    id: 'recordReply',
    path: '/v1/cases/{caseId}/replies',
    allow: ['FQ', 'ACC', ...handlers],
    body: ReplyBody,
    summary: { en: 'Record that the resident was told the result', zh: '答复诉求人' },
  },
  {
    ...write,
    id: 'revealPii',
    path: '/v1/cases/{caseId}/reveal',
    allow: [...officers, ...handlers],
    body: RevealBody,
    answerSchema: written({ caseId: text, values: closed(personalParts, Object.keys(personalParts)), erased: tombstone }, ['erased']),
    summary: {
      en: 'See personal data of a case, with a reason; recorded before it is shown',
      zh: '查看个人信息（须写明理由，先记录后显示）',
    },
  },
);
