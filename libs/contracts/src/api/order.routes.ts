import { listOf, oneOf, text, written } from './answer-schema.js';
import { orderPage, orderText, orderView } from './order.answer-schemas.js';
import {
  CompletionAcceptanceBody,
  CompletionBody,
  CompletionRejectionBody,
  ContactBody,
  DesignationBody,
  DispatchBody,
  evidenceBytesMax,
  evidenceKinds,
  evidenceMediaTypes,
  EvidenceQuery,
  OrderRevealBody,
  ReadEvidenceQuery,
  OrdersQuery,
  OrderWithdrawalBody,
  ReturnDecisionBody,
  ReturnRequestBody,
} from './order.dto.js';
import { defineRoutes } from './route.js';

const onOrder = { service: 'dispatch', tag: 'orders' } as const;
const write = { ...onOrder, method: 'POST', records: true, status: 200, writes: 'order', answerSchema: written({ caseId: text }) } as const;
const read = { ...onOrder, method: 'GET', records: false, status: 200 } as const;
/** VOL: a volunteer to whom an order was given handles it like any handler. */
const handlers = ['HAN', 'HLD', 'VOL'];
const staff = ['DIS', 'ST', 'SEC', 'HAN', 'HLD', 'VOL', 'REV', 'CBK', 'SUP', 'AUD'];

/** Orders: from the hand-over of an accepted case to the acceptance of its completion (RULES §1.4, S10–S40). */
export const orderRoutes = defineRoutes(
  {
    ...write,
    id: 'dispatchCase',
    path: '/v1/cases/{caseId}/dispatch',
    allow: ['DIS', 'ST'],
    body: DispatchBody,
    summary: { en: 'Give the order to a unit and a person (T11)', zh: '派单' },
  },
  {
    ...write,
    id: 'signOrder',
    path: '/v1/cases/{caseId}/signature',
    allow: handlers,
    summary: { en: 'Sign for the order (T12)', zh: '签收' },
  },
  {
    ...write,
    id: 'requestReturn',
    path: '/v1/cases/{caseId}/return-requests',
    allow: handlers,
    body: ReturnRequestBody,
    summary: { en: 'Ask to hand the order back (T13, T14)', zh: '申请退单' },
  },
  {
    ...write,
    id: 'approveReturn',
    path: '/v1/cases/{caseId}/return-requests/approval',
    allow: ['DIS', 'ST'],
    body: ReturnDecisionBody,
    summary: { en: 'Take the order back (T15)', zh: '同意退单' },
  },
  {
    ...write,
    id: 'rejectReturn',
    path: '/v1/cases/{caseId}/return-requests/rejection',
    allow: ['DIS', 'ST'],
    body: ReturnDecisionBody,
    summary: { en: 'Leave the order where it is (T16)', zh: '驳回退单' },
  },
  {
    ...write,
    id: 'designateHandler',
    path: '/v1/cases/{caseId}/return-requests/designation',
    allow: ['SEC', 'ST', 'SUP'],
    body: DesignationBody,
    summary: { en: 'Name the unit that must do it; needed from the second return on (T17)', zh: '会商指定承办单位' },
  },
  {
    ...write,
    id: 'recordContact',
    path: '/v1/cases/{caseId}/contacts',
    allow: handlers,
    body: ContactBody,
    summary: { en: 'Record a contact with the resident, or a failed try', zh: '联系群众' },
  },
  {
    ...write,
    id: 'attachEvidence',
    path: '/v1/cases/{caseId}/evidence',
    allow: handlers,
    query: EvidenceQuery,
    bytesMax: evidenceBytesMax,
    status: 201,
    answerSchema: written({ caseId: text, digest: text, kind: oneOf(evidenceKinds) }),
    summary: {
      en: 'Attach a photo or document: the bytes themselves, Content-Type image/jpeg, image/png, image/webp or application/pdf, up to 10 MiB',
      zh: '上传办理证据',
    },
  },
  {
    ...read,
    id: 'downloadEvidence',
    path: '/v1/cases/{caseId}/evidence/{digest}',
    allow: [...handlers, 'REV', 'AUD'],
    answerTypes: evidenceMediaTypes,
    query: ReadEvidenceQuery,
    summary: { en: 'Read a file of the order; the reading is recorded, and an auditor says why', zh: '查看办理证据' },
  },
  {
    ...write,
    id: 'reportCompletion',
    path: '/v1/cases/{caseId}/completion',
    allow: handlers,
    body: CompletionBody,
    summary: { en: 'Report the matter done (T19)', zh: '报办结' },
  },
  {
    ...write,
    id: 'rejectCompletion',
    path: '/v1/cases/{caseId}/completion/rejection',
    allow: ['REV'],
    body: CompletionRejectionBody,
    summary: { en: 'Send a reported completion back (T20)', zh: '审核退回' },
  },
  {
    ...write,
    id: 'acceptCompletion',
    path: '/v1/cases/{caseId}/completion/acceptance',
    allow: ['REV'],
    body: CompletionAcceptanceBody,
    summary: { en: 'Accept a reported completion (T21)', zh: '审核通过' },
  },
  {
    ...write,
    id: 'withdrawOrder',
    path: '/v1/orders/{caseId}/withdrawal',
    allow: ['RES', 'CBK'],
    body: OrderWithdrawalBody,
    summary: { en: 'Withdraw a case while its order is under way (T30)', zh: '撤单（办理阶段）' },
  },
  {
    ...write,
    id: 'revealOrder',
    path: '/v1/orders/{caseId}/reveal',
    allow: [...handlers, 'DIS', 'ST', 'SEC', 'SUP', 'REV', 'AUD'],
    body: OrderRevealBody,
    answerSchema: written({ caseId: text, texts: listOf(orderText) }),
    summary: { en: 'Read the texts of an order: reasons, results, findings. The reading is recorded', zh: '查看工单文字内容（留痕）' },
  },
  {
    ...read,
    id: 'listOrders',
    answerSchema: orderPage,
    path: '/v1/orders',
    allow: staff,
    query: OrdersQuery,
    summary: { en: 'Open orders, nearest due first', zh: '工单列表' },
  },
  {
    ...read,
    id: 'viewOrder',
    answerSchema: orderView,
    path: '/v1/orders/{caseId}',
    allow: staff,
    shows: ['order'],
    summary: { en: 'One order', zh: '工单详情' },
  },
);
