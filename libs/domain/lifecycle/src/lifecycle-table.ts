/** The states of `lifecycle.json` (RULES §1.3). */
export type LifecycleState =
  | 'S00' | 'S01' | 'S10' | 'S20' | 'S21' | 'S30' | 'S31' | 'S32' | 'S40' | 'S50' | 'S60' | 'S61' | 'S90' | 'S91' | 'S92' | 'S93' | 'S94' | 'S95';

/** A step that the lifecycle allows (RULES §1.4). */
export interface Transition {
  /** `T08`. Several rows may share one: the same step from several states. */
  readonly id: string;
  /** Null: the case is not there yet. */
  readonly from: LifecycleState | null;
  readonly event: string;
  readonly to: LifecycleState;
  readonly roles: readonly string[];
  readonly zh: string;
}

type Row = readonly [string, LifecycleState | null, string, LifecycleState, string, string];

/** `domain/lifecycle.json`, row by row; a spec holds it to that file. */
const rows: readonly Row[] = [
  ['T01', null, 'CaseRegistered', 'S00', 'RES FQ ACC SYS', '诉求登记(群众点单)'],
  ['T02', 'S00', 'CaseAnsweredDirectly', 'S50', 'FQ ACC', '即时答复'],
  ['T03', 'S00', 'CaseTransferredOut', 'S91', 'FQ ACC DIS SYS', '移送紧急专线/法定渠道'],
  ['T04', 'S00', 'CaseNotAccepted', 'S90', 'ACC', '不予受理'],
  ['T05', 'S90', 'NonAcceptanceReviewRequested', 'S01', 'RES FQ SEC SUP', '申请复核'],
  ['T06', 'S01', 'NonAcceptanceUpheld', 'S90', 'SEC ST', '维持不予受理'],
  ['T07', 'S01', 'NonAcceptanceOverturned', 'S10', 'SEC ST', '撤销不予受理'],
  ['T08', 'S00', 'CaseAccepted', 'S10', 'ACC DIS SEC', '受理(党组织接单)'],
  ['T09', 'S00', 'CasesMerged', 'S93', 'DIS SEC', '并单'],
  ['T09', 'S10', 'CasesMerged', 'S93', 'DIS SEC', '并单'],
  ['T09', 'S20', 'CasesMerged', 'S93', 'DIS SEC', '并单'],
  ['T09', 'S30', 'CasesMerged', 'S93', 'DIS SEC', '并单'],
  ['T10', 'S93', 'CaseUnmerged', 'S10', 'DIS SEC SUP', '拆单'],
  ['T11', 'S10', 'CaseDispatched', 'S20', 'DIS ST', '派单'],
  ['T12', 'S20', 'CaseSigned', 'S30', 'HAN HLD', '签收(党员办单)'],
  ['T13', 'S20', 'ReturnRequested', 'S21', 'HAN HLD', '申请退单'],
  ['T14', 'S30', 'ReturnRequested', 'S21', 'HLD', '申请退单(签收后)'],
  ['T15', 'S21', 'ReturnApproved', 'S10', 'DIS ST', '同意退单'],
  ['T16', 'S21', 'ReturnRejected', 'S20', 'DIS ST', '驳回退单'],
  ['T17', 'S21', 'HandlerDesignated', 'S20', 'SEC ST SUP', '会商后指定承办'],
  ['T18', 'S20', 'CaseReassigned', 'S20', 'DIS ST', '转办/改派'],
  ['T18', 'S30', 'CaseReassigned', 'S20', 'DIS ST', '转办/改派'],
  ['T19', 'S30', 'CompletionReported', 'S40', 'HAN HLD', '报办结'],
  ['T20', 'S40', 'CompletionRejected', 'S30', 'REV', '审核退回'],
  ['T21', 'S40', 'CompletionAccepted', 'S50', 'REV', '审核通过'],
  ['T22', 'S50', 'CaseClosed', 'S60', 'CBK SYS', '回访后结案'],
  ['T23', 'S50', 'ReworkOrdered', 'S20', 'CBK REV SUP', '发回重办'],
  ['T24', 'S30', 'SuspensionApproved', 'S32', 'ST SEC', '挂账'],
  ['T25', 'S32', 'SuspensionReviewed', 'S32', 'ST SEC', '挂账复查'],
  ['T26', 'S32', 'SuspensionLifted', 'S30', 'ST SEC SYS', '挂账恢复'],
  ['T27', 'S30', 'TerminationRequested', 'S31', 'HLD', '申请终止办理'],
  ['T28', 'S31', 'TerminationApproved', 'S94', 'ST SEC', '同意终止办理'],
  ['T29', 'S31', 'TerminationRejected', 'S30', 'ST SEC', '不同意终止'],
  ['T30', 'S00', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S10', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S20', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S30', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S32', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S40', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S50', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S01', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S21', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T30', 'S31', 'CaseWithdrawn', 'S92', 'RES CBK', '撤单'],
  ['T31', 'S60', 'CaseReopened', 'S10', 'RES CBK SEC SUP', '重开'],
  ['T32', 'S92', 'CaseReopened', 'S10', 'RES SEC SUP', '重开'],
  ['T32', 'S94', 'CaseReopened', 'S10', 'RES SEC SUP', '重开'],
  ['T33', 'S60', 'CaseArchived', 'S61', 'SYS REV', '归档'],
  ['T34', 'S90', 'CaseArchived', 'S61', 'SYS REV', '归档'],
  ['T34', 'S91', 'CaseArchived', 'S61', 'SYS REV', '归档'],
  ['T34', 'S92', 'CaseArchived', 'S61', 'SYS REV', '归档'],
  ['T34', 'S93', 'CaseArchived', 'S61', 'SYS REV', '归档'],
  ['T34', 'S94', 'CaseArchived', 'S61', 'SYS REV', '归档'],
  ['T35', 'S00', 'CaseVoided', 'S95', 'SEC', '作废'],
  ['T35', 'S10', 'CaseVoided', 'S95', 'SEC', '作废'],
  ['T36', 'S91', 'TransferBounced', 'S10', 'ACC DIS', '移送退回'],
  ['T37', 'S20', 'DispatchRecalled', 'S10', 'DIS ST', '撤回派单'],
]; // prettier-ignore

export const lifecycleTable: readonly Transition[] = rows.map(([id, from, event, to, roles, zh]) => ({
  id,
  from,
  event,
  to,
  roles: roles.split(' '),
  zh,
}));
