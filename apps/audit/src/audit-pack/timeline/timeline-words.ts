export type Language = 'zh' | 'en';

const words = {
  timeline: { zh: '诉求时间线', en: 'Timeline of a case' },
  case: { zh: '诉求编号', en: 'Case' },
  origin: { zh: '来源', en: 'From' },
  native: { zh: '本系统', en: 'this system' },
  stands: { zh: '状态', en: 'Stands' },
  since: { zh: '自', en: 'since' },
  nothing: { zh: '此时尚无任何事件', en: 'Nothing had happened, or was known, by then' },
  occurredBy: { zh: '截至发生', en: 'Happened by' },
  knownBy: { zh: '截至知悉', en: 'Known by' },
  positions: { zh: '日志位置', en: 'Log positions' },
  made: { zh: '制作于', en: 'Pack made' },
  holder: { zh: '持有', en: 'held by' },
  nobody: { zh: '无人', en: 'nobody' },
  due: { zh: '期限', en: 'due' },
  overdue: { zh: '已超期', en: 'overdue' },
  provisional: { zh: '暂定', en: 'provisional' },
  recorded: { zh: '记录于', en: 'recorded' },
  cause: { zh: '起因', en: 'caused by' },
  custody: { zh: '持有时长', en: 'Custody' },
  steps: { zh: '经过', en: 'Steps' },
  readable: {
    zh: '本页由事件生成，便于阅读；证据是同一审计包中的事件与回执。姓名、电话等个人信息已密封，不在其中。',
    en: 'Made from the events, to be read; the evidence is the events and receipts in the same pack. Personal data is sealed and not in it.',
  },
} as const;

export const word = (of: keyof typeof words, lang: Language): string => words[of][lang];

const roles: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  RES: { zh: '居民', en: 'resident' },
  FQ: { zh: '首问责任人', en: 'first contact' },
  ACC: { zh: '接单岗', en: 'acceptance desk' },
  DIS: { zh: '派单岗', en: 'dispatcher' },
  HAN: { zh: '承办人', en: 'handler' },
  HLD: { zh: '承办单位负责人', en: "handler's lead" },
  REV: { zh: '审核岗', en: 'reviewer' },
  CBK: { zh: '回访岗', en: 'callback desk' },
  SEC: { zh: '社区书记', en: 'community secretary' },
  SYS: { zh: '系统', en: 'system' },
};

export const roleName = (role: string, lang: Language): string => roles[role]?.[lang] ?? role;

const units = [
  { ms: 86_400_000, zh: '天', en: 'd' },
  { ms: 3_600_000, zh: '小时', en: 'h' },
  { ms: 60_000, zh: '分', en: 'min' },
  { ms: 1_000, zh: '秒', en: 's' },
] as const;

/** A length of time in its two largest units that are not nought. */
export function duration(ms: number, lang: Language): string {
  let left = ms;
  const parts = units.flatMap((unit) => {
    const count = Math.floor(left / unit.ms);
    left -= count * unit.ms;
    return count === 0 ? [] : [lang === 'zh' ? `${String(count)}${unit.zh}` : `${String(count)} ${unit.en}`];
  });
  if (parts.length === 0) return lang === 'zh' ? '不到1秒' : 'under 1 s';
  return parts.slice(0, 2).join(lang === 'zh' ? '' : ' ');
}

/** By its own clock, to the second; with the offset where it is not Shanghai's. */
export function clockTime(moment: string): string {
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(moment)?.[0] ?? '';
  return `${moment.slice(0, 19).replace('T', ' ')}${offset === '+08:00' ? '' : offset}`;
}
