import { escaped } from './escaped.js';
import type { Fact, Step, TimelinePage } from './timeline-page.js';

/** One page, without scripts and without anything to be fetched: it opens offline, today and in thirty years. */
export function timelineHtml({ lang, title, facts, stepsTitle, steps, custodyTitle, custody, footer }: TimelinePage): string {
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)} · ${escaped(facts[0]?.text ?? '')}</title>
<style>
body { font: 16px/1.5 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; color: #1f2328; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; }
dt { color: #59636e; } dd { margin: 0; overflow-wrap: anywhere; }
ol { list-style: none; padding: 0 0 0 1rem; border-left: 2px solid #d1d9e0; }
li { margin: 0 0 1rem; break-inside: avoid; } li.moved { border-left: 4px solid #1a7f37; margin-left: -1.2rem; padding-left: 1rem; }
h3 { font-size: 1rem; margin: 0; } h3 small { font-weight: normal; color: #59636e; }
footer { color: #59636e; border-top: 1px solid #d1d9e0; margin-top: 2rem; padding-top: .5rem; }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${list(facts)}
<h2>${escaped(stepsTitle)}</h2>
<ol>
${steps.map(step).join('\n')}
</ol>
<h2>${escaped(custodyTitle)}</h2>
${list(custody)}
<footer>${escaped(footer)}</footer>
</body>
</html>
`;
}

const step = ({ n, moved, at, title, by, event, lines }: Step): string =>
  `<li${moved ? ' class="moved"' : ''}><h3>${String(n)}. ${escaped(title)} <small>${escaped(at)} · ${escaped(by)} · ${escaped(event)}</small></h3>${list(lines)}</li>`;

const list = (facts: readonly Fact[]): string =>
  facts.length === 0 ? '' : `<dl>${facts.map(({ name, text }) => `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>`;
