import type { ExportedAttribute, ExportedCase, ExportedStep, KnownToExport } from '../exported-case.js';
import { xesAttribute, xesString } from './xes-attribute.js';

/** Attributes that are ours alone, not of an extension of the standard. */
const own = 'huying:';
const extensions = { concept: 'Concept', time: 'Time', lifecycle: 'Lifecycle', org: 'Organizational', identity: 'Identity' };

/**
 * An event log in XES (IEEE 1849-2016), part by part: a case is a trace, named after its number; a step is an event. Every case has the
 * same form, whichever system it comes from, which `huying:system` names.
 */
export async function* xesLog(cases: AsyncIterable<ExportedCase>, known: KnownToExport): AsyncGenerator<string> {
  yield head(known);
  for await (const each of cases) yield trace(each);
  yield '</log>\n';
}

function head({ positions, parked }: KnownToExport): string {
  const upTo = Object.entries(positions).map(([log, position]) => `${log}:${String(position)}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...Object.entries(extensions).map(
      ([prefix, name]) => `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
    ),
    `<global scope="trace">${xesString('concept:name', 'unnamed')}</global>`,
    `<global scope="event">${xesString('concept:name', 'unnamed')}<date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/></global>`,
    '<classifier name="Activity" scope="event" keys="concept:name"/>',
    xesString('concept:name', 'Huying 呼应'),
    xesString(`${own}positions`, upTo.join(' ')),
    xesAttribute({ type: 'int', value: parked }, `${own}parked`),
    '',
  ].join('\n');
}

function trace({ name, attributes, steps }: ExportedCase): string {
  const about = [xesString('concept:name', name), ...attributes.map((each) => xesAttribute(each, caseKey(each)))];
  return `<trace>${about.join('')}\n${steps.map(event).join('')}</trace>\n`;
}

/** What an imported case tells of itself keeps the names that event logs have for it; the rest is ours. */
const kept = new Set([
  'channel',
  'department',
  'service',
  'responsible',
  'group',
  'status',
  'startdate',
  'enddate',
  'deadline',
  'enddate_planned',
]);
const caseKey = ({ name }: ExportedAttribute): string => (kept.has(name) ? name : own + name);

function event({ id, activity, at, transition, resource, role, group, instance, attributes }: ExportedStep): string {
  const parts = [
    xesString('concept:name', activity),
    xesAttribute({ type: 'date', value: at }, 'time:timestamp'),
    xesString('lifecycle:transition', transition),
    xesString('org:resource', resource),
    xesString('org:role', role),
    xesString('org:group', group),
    xesString('concept:instance', instance),
    `<id key="identity:id" value="${id}"/>`,
    ...attributes.map((each) => xesAttribute(each, own + each.name)),
  ];
  return `<event>${parts.join('')}</event>\n`;
}
