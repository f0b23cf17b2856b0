import type { Language } from './replay-arguments.js';

const words = {
  case: { zh: '诉求', en: 'Case' },
  native: { zh: '本系统', en: 'native' },
  imported: { zh: '导入自', en: 'imported from' },
  number: { zh: '原编号', en: 'number there' },
  now: { zh: '现状', en: 'Stands' },
  since: { zh: '自', en: 'since' },
  holder: { zh: '在办', en: 'Held by' },
  steps: { zh: '步', en: 'steps' },
  occurredBy: { zh: '截至发生', en: 'happened by' },
  knownBy: { zh: '截至知悉', en: 'known by' },
  status: { zh: '状态', en: 'status' },
  holds: { zh: '持有', en: 'holder' },
  nobody: { zh: '无人', en: 'nobody' },
  due: { zh: '期限', en: 'due' },
  overdue: { zh: '已超期', en: 'overdue' },
  provisional: { zh: '暂定', en: 'provisional' },
  changed: { zh: '变化', en: 'changed' },
  cause: { zh: '起因', en: 'caused by' },
  recorded: { zh: '记录于', en: 'recorded' },
  custody: { zh: '持有时长', en: 'Custody' },
  total: { zh: '合计', en: 'in all' },
  same: { zh: '两者没有差异', en: 'Nothing differs' },
  'by-events': { zh: '差异来自以下事件', en: 'By these events' },
  'had-read': { zh: '决定者已读到', en: 'Whoever decided had read' },
  'to-him': { zh: '他所见的状态', en: 'To him it stood' },
  unseen: { zh: '个已记录而他未读到的事件', en: 'events recorded by then that he had not read' },
  'nothing-unseen': { zh: '当时已记录的事件他都已读到', en: 'He had read everything that was recorded by then' },
  positions: { zh: '日志位置', en: 'Log positions' },
  erased: { zh: '个人信息已删除', en: 'Personal parts erased' },
  parked: { zh: '个事件待处理，可能改变结果', en: 'events wait that could change this' },
  nothing: { zh: '此时尚无任何事件', en: 'Nothing had happened, or was known, by then' },
} as const;

export type Word = keyof typeof words;

export const word = (of: Word, lang: Language): string => words[of][lang];

const fields: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  onItsWay: { zh: '移交途中', en: 'on its way between services' },
  cycle: { zh: '办理轮次', en: 'cycle' },
  type: { zh: '类型', en: 'type' },
  service: { zh: '服务事项', en: 'service' },
  place: { zh: '地点', en: 'place' },
  priority: { zh: '紧急程度', en: 'priority' },
  firstContact: { zh: '首问责任', en: 'first contact' },
  contact: { zh: '联系', en: 'contact' },
  evidence: { zh: '证据', en: 'evidence' },
  callback: { zh: '回访', en: 'callback' },
  rating: { zh: '评价', en: 'rating' },
  activity: { zh: '活动', en: 'activity' },
  activities: { zh: '活动数', en: 'activities' },
  responsible: { zh: '责任人', en: 'responsible' },
  department: { zh: '部门', en: 'department' },
  channel: { zh: '渠道', en: 'channel' },
  links: { zh: '关联', en: 'links' },
  closedAt: { zh: '办结时间', en: 'closed at' },
};

/** What people call a member of a case's state. */
export const fieldName = (field: string, lang: Language): string => fields[field]?.[lang] ?? field;

const unheldReasons = {
  ended: { zh: '无人（已结束）', en: 'nobody (ended)' },
  'nobody-named': { zh: '无人（来源未写明）', en: 'nobody (none is named)' },
  'not-begun': { zh: '无人（尚未开始）', en: 'nobody (not begun)' },
} as const;

/** Why nobody held a case. */
export const unheldReason = (reason: keyof typeof unheldReasons, lang: Language): string => unheldReasons[reason][lang];
