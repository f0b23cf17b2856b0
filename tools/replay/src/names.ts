import type { Holder } from '@huying/contracts';
import { harmless } from './display-width.js';
import type { Language } from './replay-arguments.js';

const roleNames: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  FQ: { zh: '首问责任人', en: 'first contact' },
  DIS: { zh: '派单岗', en: 'dispatcher' },
  HAN: { zh: '承办人', en: 'handler' },
  REV: { zh: '审核岗', en: 'reviewer' },
  CBK: { zh: '回访岗', en: 'callback desk' },
};

/** Who holds a case, in a reader's words. */
export function holderName({ role, person, unit }: Holder, lang: Language): string {
  const desk = role === null ? null : (roleNames[role]?.[lang] ?? role);
  return harmless([desk, person, unit].filter((part) => part !== null).join(' · '));
}

/** The moment by its own clock, to the second: `2026-06-18 09:00:00`, with the offset where it is not Shanghai's. */
export function clockTime(moment: string): string {
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(moment)?.[0] ?? '';
  const time = moment.slice(0, 19).replace('T', ' ');
  return offset === '+08:00' ? time : `${time}${offset}`;
}
