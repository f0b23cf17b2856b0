import type { Language } from './replay-arguments.js';

const units = [
  { ms: 86_400_000, zh: '天', en: 'd' },
  { ms: 3_600_000, zh: '小时', en: 'h' },
  { ms: 60_000, zh: '分', en: 'min' },
  { ms: 1_000, zh: '秒', en: 's' },
] as const;

/** A length of time in its two largest units: `2天3小时`, `2 d 3 h`. */
export function duration(ms: number, lang: Language): string {
  const sign = ms < 0 ? '−' : '';
  let left = Math.abs(ms);
  const parts: string[] = [];
  for (const unit of units) {
    const count = Math.floor(left / unit.ms);
    left -= count * unit.ms;
    if (count > 0) parts.push(lang === 'zh' ? `${String(count)}${unit.zh}` : `${String(count)} ${unit.en}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  if (ms === 0) return lang === 'zh' ? '同时' : 'at once';
  if (parts.length === 0) return lang === 'zh' ? `${sign}不到1秒` : `${sign}<1 s`;
  return sign + parts.join(lang === 'zh' ? '' : ' ');
}
