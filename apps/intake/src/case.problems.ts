import type { Problem } from '@huying/contracts';
import type { CaseRefusal } from '@huying/domain-case';

/** How each refusal of a case is told: what to do, in both languages. */
export const caseProblems = {
  CASE_NOT_FOUND: { status: 404, zh: '没有这个诉求', en: 'There is no such case, or you may not see it' },
  CASE_CLOSED: { status: 409, zh: '诉求已了结', en: 'The case is no longer open' },
  CASE_ALREADY_ACCEPTED: {
    status: 409,
    zh: '诉求已受理，不能再这样处理',
    en: 'The case has been accepted already; this step belongs before acceptance',
  },
  HANDOVER_PENDING: {
    status: 409,
    zh: '诉求仍在办理环节或正在交接，请稍后再试',
    en: 'Dispatch still holds the case, or it is on its way back; ask again shortly',
    retryAfterSeconds: 1,
  },
  HANDOVER_OUT_OF_ORDER: { status: 409, zh: '交接顺序不符', en: 'This hand-over is not the next one' },
  WITH_DISPATCH: {
    status: 409,
    zh: '诉求在派单办理环节，请向 /v1/orders/{caseId}/withdrawal 撤单',
    en: 'Dispatch holds the case: withdraw it at /v1/orders/{caseId}/withdrawal',
    retryAfterSeconds: 1,
  },
  NOT_AWAITING_CALLBACK: { status: 409, zh: '诉求尚未办结，还不能回访或评价', en: 'There is no result yet to call back about or to rate' },
  ROLE_NOT_ALLOWED: { status: 403, zh: '此岗位无权进行此操作', en: 'The role that you act in may not do this' },
  OUTSIDE_YOUR_AREA: { status: 403, zh: '不在您岗位的管辖范围内', en: 'Your post does not cover the area of this case' },
  NOT_YOUR_CASE: { status: 403, zh: '这不是您的诉求', en: 'This is not your case' },
  HANDLER_MAY_NOT: {
    status: 403,
    zh: '承办人及其负责人不得撤单、回访、评价或结案',
    en: 'Who handles a case never withdraws, calls back, rates or closes it; somebody else must',
  },
  SERVICE_NOT_IN_MENU: {
    status: 422,
    zh: '服务菜单中没有这一项，请从 /v1/menu 选择',
    en: 'The adopted menu has no such item; take a code of /v1/menu',
  },
  PLACE_NOT_IN_DIRECTORY: {
    status: 422,
    zh: '网格目录中没有这个网格或楼栋，请从 /v1/grids 选择',
    en: 'The directory has no such grid or building; take one of /v1/grids',
  },
  CONTACT_REQUIRED: {
    status: 422,
    zh: '请填写联系人姓名和电话，或选择不需要联系',
    en: 'Give name and phone in `resident`, or choose another `contact`',
  },
  CONTACT_NOT_WANTED: {
    status: 422,
    zh: '匿名或工作人员发现的诉求不得填写联系人',
    en: 'An anonymous or staff-found case names nobody: leave `resident` out',
  },
  CONTACT_WISH_NOT_YOURS: {
    status: 422,
    zh: '本人登录登记只能选择电话联系或不需要联系',
    en: 'Signed in, you may be contacted by phone or decline; the other choices are for staff',
  },
  NO_FIRST_CONTACT: {
    status: 409,
    zh: '本区域尚未设置首问岗位，请社区书记先行设置',
    en: 'The area has no post for first contact; its secretary must appoint one (POST /v1/posts with firstContact)',
  },
  NOT_ANSWERABLE_AT_ONCE: {
    status: 422,
    zh: '只有咨询类诉求可以即时答复',
    en: 'Only a consultation is answered at once; accept this case instead',
  },
  NO_CALLBACK_OWED: { status: 422, zh: '此诉求无需回访，由系统结案', en: 'Nobody is to be called about this case; the system closes it' },
  NOT_THE_REGISTERED_NUMBER: {
    status: 422,
    zh: '所拨号码不是登记的号码',
    en: 'The number called is not the one that the resident registered',
  },
  NO_ANSWERED_CALL: { status: 422, zh: '请先登记一次已接通的回访', en: 'Record an answered callback attempt first' },
  CALLBACK_INCOMPLETE: {
    status: 422,
    zh: '须有回访答复，或在至少两天内尝试三次未联系上，方可结案',
    en: 'Closing needs an answer, or three failed tries on at least two days; see `details`',
  },
  CALL_RECORD_REQUIRED: { status: 422, zh: '代为撤单须有通话记录编号', en: 'Name the record of the call on which the resident told you' },
  RATING_STANDS: { status: 409, zh: '评价已提交，首次评价不可更改', en: 'A rating was given already; the first one stands' },
  FIRST_CONTACT_NOT_YOURS: {
    status: 403,
    zh: '您不是此诉求的首问责任人',
    en: 'You are not the one who answers for the first contact of this case',
  },
  FIRST_CONTACT_DISCHARGED: { status: 409, zh: '首问责任已解除', en: 'The first-contact duty of this case has ended' },
  NO_FIRST_CONTACT_HANDOVER: { status: 409, zh: '没有待接受的首问移交', en: 'No hand-over of the first contact is waiting' },
  FIRST_CONTACT_HANDOVER_LATE: { status: 422, zh: '首问移交已超过接受时限', en: 'The time for accepting this hand-over is over' },
  REPLY_OWED: { status: 422, zh: '尚未答复诉求人，首问责任不能解除', en: 'The resident has no answer yet; reply first (POST …/replies)' },
  REVEAL_NOT_YOURS: {
    status: 403,
    zh: '您未承办此诉求也不在岗，不能查看；本次尝试已记录',
    en: 'You neither handle this case nor are on duty for it; the attempt has been recorded',
  },
} as const satisfies Record<CaseRefusal, Problem>;
