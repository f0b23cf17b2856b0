import { eventTypes } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import { categoryOf } from '../case-folds/case-fold.js';
import { judgeCase } from '../conformance/case-conformance.js';
import type { SelectedCase } from '../case-selection/selected-cases.js';
import { clearFields } from './clear-fields.js';
import {
  attributes,
  inOrderOfTime,
  type AttributeType,
  type ExportedAttribute,
  type ExportedCase,
  type ExportedRelation,
  type ExportedStep,
} from './exported-case.js';

export type ActivityLanguage = 'zh' | 'en';

/** A case of our own: every event that belongs to it is a step. */
export function nativeCase(selected: SelectedCase, lang: ActivityLanguage): ExportedCase {
  const { caseId, system, kind, area, service, type, events } = selected;
  const judged = judgeCase(events);
  const transitions = new Map(judged.conformance.steps.map(({ at, transition }) => [judged.events[at], transition]));
  return {
    caseId,
    name: caseId,
    system,
    attributes: attributes('string', { system, kind, caseId, area, service, type }),
    orders: [...new Set(events.map(({ recorded }) => recorded.stream).filter((stream) => categoryOf(stream) === 'order'))],
    links: [],
    steps: inOrderOfTime(events.map((event) => stepOf(event, lang, transitions.get(event)))),
  };
}

/** @param transition `T12`, where the event moved the case as the lifecycle has it */
function stepOf(event: Delivery, lang: ActivityLanguage, transition: string | undefined): ExportedStep {
  const { envelope, recorded } = event;
  const { role, unit } = envelope;
  return {
    id: envelope.id,
    activity: nameOf(recorded.type, lang),
    at: envelope.time,
    transition: 'complete', // An event is a fact: it has happened, and takes no time.
    resource: envelope.actor,
    ...(role === undefined ? {} : { role }),
    ...(unit === undefined ? {} : { group: unit }),
    attributes: [
      ...placeOf(event),
      ...attributes('string', { eventType: recorded.type, lifecycleStep: transition }),
      ...clearData(envelope.data),
    ],
    about: relationsOf(event),
  };
}

function nameOf(type: string, lang: ActivityLanguage): string {
  const known = eventTypes.get(type);
  return known === undefined ? type : lang === 'zh' ? known.zh : known.name;
}

/** Where an event stands: with it an auditor finds the event, its history and its receipt. */
export function placeOf({ source, recorded, envelope }: Delivery): readonly ExportedAttribute[] {
  return [
    ...attributes('string', { log: source }),
    ...attributes('int', { position: recorded.position }),
    ...attributes('date', { recordedAt: envelope.recordedat }),
  ];
}

function clearData(data: object): readonly ExportedAttribute[] {
  const members = new Map<string, unknown>(Object.entries(data));
  return Object.entries(clearFields).flatMap(([name, type]: [string, AttributeType]) => attributes(type, { [name]: members.get(name) }));
}

/** Members that an event may have, whatever its type. */
interface Mentions {
  readonly person?: unknown;
  readonly unit?: unknown;
  readonly post?: unknown;
  readonly sha256?: unknown;
}

function relationsOf({ recorded, envelope }: Delivery): readonly ExportedRelation[] {
  const mentions = envelope.data as Mentions;
  const isOrder = categoryOf(recorded.stream) === 'order';
  return [
    ...relation('order', isOrder ? recorded.stream : undefined, 'order'),
    ...relation('person', mentions.person, 'assignee'),
    ...relation('unit', mentions.unit, 'assigned unit'),
    ...relation('post', mentions.post, 'assigned post'),
    ...relation('evidence', mentions.sha256, 'evidence', clearData(envelope.data)),
  ];
}

function relation(
  object: ExportedRelation['object'],
  id: unknown,
  qualifier: string,
  of?: readonly ExportedAttribute[],
): readonly ExportedRelation[] {
  return typeof id === 'string' ? [{ object, id, qualifier, ...(of === undefined ? {} : { attributes: of }) }] : [];
}
