import type { Problem } from '@huying/contracts';
import type { ResidentRefusal } from '@huying/domain-resident';

/** How each refusal about a person's data is told. */
export const residentProblems = {
  ROLE_NOT_ALLOWED: {
    status: 403,
    zh: '删除由个人信息保护负责人申请，由书记、街道或区督查同意；证据保全由区督查设置和解除',
    en: 'The data protection officer asks for an erasure, a secretary, street or supervisor approves it; holds are the supervisor’s',
  },
  OUTSIDE_YOUR_AREA: {
    status: 403,
    zh: '此人的诉求、岗位或志愿登记有不在您管辖范围内的，请由上一级办理',
    en: 'A case or post of this person lies outside your area: somebody whose post covers all of them has to do this',
  },
  NAME_ONE_SUBJECT: { status: 400, zh: '请只填 caseId 或 person 之一', en: 'Name the person either by `caseId` or by `person`' },
  CASE_NOT_FOUND: { status: 404, zh: '没有这个诉求', en: 'There is no such case' },
  HOLD_NOT_FOUND: { status: 404, zh: '没有这项证据保全', en: 'There is no such legal hold' },
  ERASURE_NOT_FOUND: { status: 404, zh: '没有这项删除申请', en: 'Nobody asked for such an erasure' },
  ERASURE_PENDING: {
    status: 409,
    zh: '此人已有待同意的删除申请，见 details',
    en: 'An erasure of this person waits for approval already; see `details`',
  },
  ERASURE_DECIDED: {
    status: 409,
    zh: '此申请已被拒绝；原因消除后请重新申请',
    en: 'This erasure was refused; ask for a new one once the reason is gone',
  },
  ERASURE_APPROVED: { status: 409, zh: '此申请已获同意，密钥已在销毁', en: 'This erasure was approved; the keys are being destroyed' },
  SAME_PERSON: {
    status: 403,
    zh: '申请人不能同意自己的申请',
    en: 'Whoever asked for the erasure cannot approve it; a second person has to',
  },
  CASES_OPEN: {
    status: 409,
    zh: '此人尚有未了结的诉求，见 details；请先办结或由本人撤单',
    en: 'The person has open cases, see `details`: close them first, or let the person withdraw them',
  },
  STILL_IN_POST: {
    status: 409,
    zh: '此人仍在岗，其姓名和电话须保留至卸任；请先卸任其岗位',
    en: 'The person holds a post, for which name and number are needed: end the post first',
  },
  RETENTION_RUNS: {
    status: 409,
    zh: '此人的个人信息尚在保存期内',
    en: 'The personal data of this person are still within their retention',
  },
  LEGAL_HOLD: {
    status: 409,
    zh: '存在证据保全，不予删除；此次拒绝已记录',
    en: 'A legal hold stands against it: nothing is erased, and the refusal is on record',
  },
} as const satisfies Record<ResidentRefusal | 'NAME_ONE_SUBJECT' | 'CASE_NOT_FOUND' | 'LEGAL_HOLD', Problem>;
