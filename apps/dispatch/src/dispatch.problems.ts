import type { Problem } from '@huying/contracts';
import type { AdoptionRefusal, GridRefusal, PostRefusal } from '@huying/domain-directory';
import type { DeskRefusal } from './order-desk/desk.decider.js';
import type { MissingRules } from './rules-in-force/rules-in-force.js';

const outsideYourArea = { status: 403, zh: '不在您岗位的管辖范围内', en: 'Your post does not cover this area' } as const;

/** How refusals about orders are told. */
export const orderProblems = {
  HANDOVER_PENDING: {
    status: 409,
    zh: '工单尚未交接到派单环节，请稍候再试',
    en: 'The case has not been handed over to dispatch yet; ask again',
    retryAfterSeconds: 1,
  },
  HANDOVER_OUT_OF_ORDER: { status: 409, zh: '交接次序不符', en: 'The hand-over is out of order' },
  ORDER_CLOSED: { status: 409, zh: '工单已办结或已撤销', en: 'The order is over: its case is back at intake or withdrawn' },
  NOT_AWAITING_DISPATCH: { status: 409, zh: '工单已派出', en: 'The order has been given to somebody; take it back first' },
  NOT_AWAITING_SIGN_OFF: { status: 409, zh: '工单不在待签收状态', en: 'The order does not await a signature now' },
  NOT_RETURNABLE: { status: 409, zh: '工单现在不能退回', en: 'The order cannot be handed back in this state' },
  NO_RETURN_PENDING: { status: 409, zh: '没有待审的退单申请', en: 'There is no return to decide about' },
  NOT_IN_PROGRESS: { status: 409, zh: '请先签收工单', en: 'The order is not in progress; sign for it first' },
  NOT_AWAITING_REVIEW: { status: 409, zh: '工单尚未报办结', en: 'No completion has been reported' },
  ROLE_NOT_ALLOWED: { status: 403, zh: '您现在的岗位无权进行此操作', en: 'The role you act in does not give this right' },
  OUTSIDE_YOUR_AREA: outsideYourArea,
  NOT_THE_HANDLER: { status: 403, zh: '您不是该工单的承办人', en: 'Only the handler of this order, or the lead of his unit, may do this' },
  NOT_YOUR_CASE: { status: 403, zh: '这不是您的诉求', en: 'This is not your case' },
  ONLY_UNIT_LEAD_RETURNS_SIGNED: {
    status: 403,
    zh: '签收后只有承办单位负责人可以申请退单',
    en: 'Once signed for, only the lead of the unit may ask to hand it back',
  },
  RETURN_WINDOW_CLOSED: { status: 422, zh: '已过退单时限', en: 'The time for handing the order back is over' },
  RETURN_AFTER_DESIGNATION: { status: 422, zh: '经会商指定的工单不得退回', en: 'A designated handler may not hand the order back' },
  APPROVER_IS_REQUESTER: { status: 422, zh: '申请人不能审批自己的申请', en: 'Nobody decides about his own request' },
  SECOND_RETURN_NEEDS_DESIGNATION: {
    status: 422,
    zh: '第二次退单须会商指定承办单位',
    en: 'From the second return on, a handler is designated instead',
  },
  HANDLER_IN_CONFLICT: { status: 422, zh: '不得交由被投诉单位办理', en: 'The unit complained of must not handle the case' },
  EVIDENCE_ALREADY_USED: { status: 422, zh: '该照片或文件已用于另一件诉求', en: 'This file was used in another case' },
  RESIDENT_NOT_CONTACTED: {
    status: 422,
    zh: '请先联系诉求人，或记录三次联系未果',
    en: 'Contact the resident first, or record three failed tries',
  },
  EVIDENCE_INCOMPLETE: { status: 422, zh: '办结证据不全，见 details.missing', en: 'Closing evidence is missing; see `details.missing`' },
  REVIEWER_IS_HANDLER: { status: 422, zh: '承办人不能审核自己的办结', en: 'The handler does not review his own completion' },
  HANDLER_MAY_NOT_WITHDRAW: { status: 422, zh: '承办人不能撤单', en: 'Whoever handles a case may not withdraw it' },
  CALL_RECORD_REQUIRED: { status: 422, zh: '请填写通话记录编号', en: 'Name the record of the call in which the resident withdrew' },
  NOTHING_TO_REVEAL: { status: 422, zh: '没有可查看的内容', en: 'There is nothing to read' },
  ASSIGNEE_UNKNOWN: {
    status: 422,
    zh: '该单位没有这位承办人，也没有这位志愿者',
    en: 'Nobody of this name holds a handler’s post of that unit here, or belongs to that volunteer team',
  },
  NO_POLICY_IN_FORCE: { status: 409, zh: '本区域尚未采用时限政策', en: 'No deadline policy is in force here; adopt one first' },
  NO_CALENDAR_IN_FORCE: { status: 409, zh: '本区域尚未采用工作日历', en: 'No calendar is in force here; adopt one first' },
} as const satisfies Record<DeskRefusal | MissingRules, Problem>;

export const gridProblems = {
  OUTSIDE_YOUR_AREA: outsideYourArea,
  GRID_IN_ANOTHER_AREA: { status: 409, zh: '该网格属于其他区域', en: 'This grid belongs to another area' },
  BUILDING_IN_ANOTHER_GRID: {
    status: 409,
    zh: '楼栋已属于其他网格，见 details.buildings',
    en: 'Another grid holds buildings of these; see `details.buildings`',
  },
  BUILDING_TWICE: { status: 422, zh: '楼栋重复', en: 'A building is listed twice' },
} as const satisfies Record<GridRefusal, Problem>;

export const postProblems = {
  OUTSIDE_YOUR_AREA: outsideYourArea,
  POST_NOT_FOUND: { status: 404, zh: '没有这个岗位', en: 'No such post' },
  POST_TAKEN: { status: 409, zh: '岗位已有人任职', en: 'The post is held, or was; whoever follows gets one of his own' },
  POST_BEGINS_IN_PAST: { status: 422, zh: '任职不能早于现在', en: 'A post cannot begin in the past' },
  AUDITOR_APPOINTED_BY_AUDITED: { status: 403, zh: '审计岗位由区督查任命', en: 'Auditors are appointed by the district supervisor' },
} as const satisfies Record<PostRefusal, Problem>;

export const adoptionProblems = {
  OUTSIDE_YOUR_AREA: outsideYourArea,
  VERSION_MEANS_SOMETHING_ELSE: {
    status: 409,
    zh: '该版本号已用于另一份内容，请换一个版本号',
    en: 'This version has been adopted with other contents; take a new version',
  },
  CONTENTS_FAULTY: { status: 422, zh: '内容有误，见 details.faults', en: 'The contents are faulty; see `details.faults`' },
} as const satisfies Record<AdoptionRefusal, Problem>;

export const evidenceProblems = {
  EVIDENCE_TYPE_UNSUPPORTED: {
    status: 415,
    zh: '只接受 JPEG、PNG、WebP 图片和 PDF 文件',
    en: 'Send a JPEG, PNG or WebP picture or a PDF, and say which in Content-Type',
  },
  EVIDENCE_EMPTY: { status: 400, zh: '文件为空', en: 'The file is empty' },
  EVIDENCE_BROKEN_PICTURE: { status: 422, zh: '图片已损坏', en: 'The picture is broken' },
  EVIDENCE_MEDIA_TYPE_MISMATCH: { status: 422, zh: '文件内容与类型不符', en: 'The file is not what its Content-Type says' },
  EVIDENCE_NOT_FOUND: { status: 404, zh: '该工单没有这份证据', en: 'The order has no such file' },
  EVIDENCE_ERASED: { status: 410, zh: '该证据已依法删除，无法查看', en: 'The file was erased with its key; nobody can read it' },
} as const satisfies Record<string, Problem>;

export const readProblems = {
  REASON_REQUIRED: {
    status: 400,
    zh: '审计查看文件须在 reason 中写明理由（2 至 500 字）',
    en: 'An auditor says in `reason` why he reads a file: 2 to 500 characters',
  },
  ORDER_NOT_FOUND: { status: 404, zh: '没有这张工单，或不在您的查看范围内', en: 'No such order, or none that you may see' },
  REVEAL_DENIED: {
    status: 403,
    zh: '您与该工单无承办或审核关系，不能查看；本次尝试已记录',
    en: 'You neither handle this order nor decide about it, so you may not read it; the try has been recorded',
  },
} as const satisfies Record<string, Problem>;
