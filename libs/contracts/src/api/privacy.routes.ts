import { erasureDecided, erasureProof, erasureRequested, erasures, holds, holdWritten } from './privacy.answer-schemas.js';
import { ErasuresQuery, HoldsQuery, PlaceHoldBody, RejectErasureBody, ReleaseHoldBody, RequestErasureBody } from './privacy.dto.js';
import { defineRoutes } from './route.js';

const of = { service: 'intake', tag: 'privacy' } as const;
const write = { ...of, method: 'POST', records: true } as const;
const read = { ...of, method: 'GET', records: false, status: 200 } as const;

/** Erasure by two persons and what stands against it (RULES §6, DESIGN §9). */
export const privacyRoutes = defineRoutes(
  {
    ...write,
    id: 'requestErasure',
    path: '/v1/erasures',
    allow: ['DPO'],
    status: 201,
    body: RequestErasureBody,
    answerSchema: erasureRequested,
    summary: { en: "Ask that a person's data be erased; a second person has to approve", zh: '申请删除个人信息（须第二人同意）' },
  },
  {
    ...write,
    id: 'approveErasure',
    path: '/v1/erasures/{erasure}/approval',
    allow: ['SEC', 'ST', 'SUP'],
    status: 200,
    answerSchema: erasureDecided,
    summary: {
      en: 'Approve an erasure that somebody else asked for: every service destroys its keys of the person',
      zh: '同意删除：各服务随即销毁该人的密钥',
    },
  },
  {
    ...write,
    id: 'rejectErasure',
    path: '/v1/erasures/{erasure}/rejection',
    allow: ['SEC', 'ST', 'SUP', 'DPO'],
    status: 200,
    body: RejectErasureBody,
    answerSchema: erasureDecided,
    summary: {
      en: 'Refuse an erasure with a reason, or take back what one asked for oneself',
      zh: '不同意删除（写明理由），或撤回本人的申请',
    },
  },
  {
    ...read,
    id: 'listErasures',
    path: '/v1/erasures',
    allow: ['DPO', 'SEC', 'ST', 'SUP'],
    query: ErasuresQuery,
    answerSchema: erasures,
    summary: { en: 'Erasures asked for, approved, refused, and how far each service has got', zh: '删除申请及各服务执行情况' },
  },
  {
    ...read,
    id: 'proveErasure',
    service: 'audit',
    path: '/v1/erasures/{erasure}/proof',
    allow: ['DPO', 'AUD'],
    answerSchema: erasureProof,
    summary: { en: 'Every event of an erasure with the receipt that proves it stands in its log', zh: '删除的存证回执' },
  },
  {
    ...write,
    id: 'placeLegalHold',
    path: '/v1/legal-holds',
    allow: ['SUP'],
    status: 201,
    body: PlaceHoldBody,
    answerSchema: holdWritten,
    summary: { en: "Keep a person's data, or those of a case, from being erased", zh: '设置证据保全（阻止删除）' },
  },
  {
    ...write,
    id: 'releaseLegalHold',
    path: '/v1/legal-holds/{hold}/release',
    allow: ['SUP'],
    status: 200,
    body: ReleaseHoldBody,
    answerSchema: holdWritten,
    summary: { en: 'Release a legal hold', zh: '解除证据保全' },
  },
  {
    ...read,
    id: 'listLegalHolds',
    path: '/v1/legal-holds',
    allow: ['DPO', 'SUP'],
    query: HoldsQuery,
    answerSchema: holds,
    summary: { en: 'Legal holds', zh: '证据保全列表' },
  },
);
