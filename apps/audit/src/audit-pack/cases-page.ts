import type { CaseReplayAnswer } from '@huying/contracts';
import type { CompactBytes } from './compact-bytes.js';
import type { PackOrder } from './pack-contents.js';
import type { PackFile } from './pack-file.js';
import { escaped } from './timeline/escaped.js';
import { clockTime } from './timeline/timeline-words.js';

/** A case in the list of those that a pack holds, with the way to its timelines. */
export function caseRow({ caseId, kind, source, originalCase, state }: CaseReplayAnswer, events: number): string {
  const origin = kind === 'native' ? '' : [source, originalCase].filter((part) => part !== null).join(' · ');
  const stood = state === null ? '' : `${state.statusName.zh} ${state.statusName.en}`;
  const ways = (['zh', 'en'] as const).map(
    (lang) => `<a href="cases/${caseId}/timeline.${lang}.html">${lang === 'zh' ? '中文' : 'English'}</a>`,
  );
  return `<tr><td>${escaped(caseId)}</td><td>${escaped(origin)}</td><td>${escaped(stood)}</td><td>${String(events)}</td><td>${ways.join(' ')}</td></tr>\n`;
}

/** The list itself: one page in both languages, without scripts and without anything to be fetched. */
export function casesPage(rows: CompactBytes, { selection, occurredBy, knownBy, made }: PackOrder): PackFile {
  const words = Object.entries(selection.words).map(([word, value]) => `${word}: ${value}`);
  const about = [
    ...words,
    `occurred by 截至发生 ${clockTime(occurredBy)}`,
    `known by 截至知悉 ${clockTime(knownBy)}`,
    `made 制作 ${clockTime(made)}`,
  ];
  const head = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>诉求一览 Cases</title>
<style>
body { font: 16px/1.5 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; color: #1f2328; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #d1d9e0; } td { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>诉求一览 <span lang="en">Cases</span></h1>
<p>${about.map(escaped).join('<br>')}</p>
<table>
<thead><tr><th>编号 Case</th><th>来源 Origin</th><th>状态 Status</th><th>事件 Events</th><th>时间线 Timeline</th></tr></thead>
<tbody>
`;
  return {
    path: 'cases.html',
    *content() {
      yield Buffer.from(head);
      yield* rows.pieces();
      yield Buffer.from('</tbody>\n</table>\n</body>\n</html>\n');
    },
  };
}
