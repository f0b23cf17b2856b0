import { evolveForeign, initialForeign, type AboutCase, type ForeignFact } from '@huying/domain-foreign';
import type { Delivery } from '@huying/event-bus';
import { decodeRecorded } from '@huying/event-store';
import type { SelectedCase } from '../case-selection/selected-cases.js';
import { attributes, inOrderOfTime, type ExportedAttribute, type ExportedCase, type ExportedStep } from './exported-case.js';
import { placeOf } from './native-case.js';

interface Row {
  readonly event: Delivery;
  readonly fact: ForeignFact;
  readonly tellings: number;
}

/** An imported case: every row of its source is one step, as it was last told. */
export function importedCase(selected: SelectedCase): ExportedCase {
  const { caseId, system, kind, originalCase, numberIsShared, events } = selected;
  const rows = new Map<string, Row>();
  let state = initialForeign;
  for (const event of events) {
    const fact = decodeRecorded<ForeignFact>(event.recorded);
    state = evolveForeign(state, fact);
    const earlier = rows.get(fact.data.row);
    rows.set(fact.data.row, { event, fact, tellings: (earlier?.tellings ?? 0) + 1 });
  }
  const facts = [...rows.values()];
  return {
    caseId,
    name: originalCase === null ? caseId : numberIsShared ? `${system}:${originalCase}` : originalCase,
    system,
    attributes: [...attributes('string', { system, kind, caseId }), ...aboutCase(state.about)],
    orders: [],
    links: facts.flatMap(({ fact }) => (fact.data.links ?? []).map((link) => ({ kind: link.kind, caseId: link.caseId }))),
    steps: inOrderOfTime(facts.map(stepOf)),
  };
}

function stepOf({ event, fact, tellings }: Row): ExportedStep {
  const { activity, transition, resource, group, row, kind, about } = fact.data;
  const instance = instanceOf(row, transition);
  return {
    id: event.envelope.id,
    activity,
    at: event.envelope.time,
    ...(transition === undefined ? {} : { transition }),
    ...(resource === undefined ? {} : { resource }),
    ...(group === undefined ? {} : { group }),
    ...(instance === undefined ? {} : { instance }),
    attributes: [
      ...placeOf(event),
      ...attributes('string', { row, kind, status: about?.status }),
      ...(tellings > 1 ? attributes('int', { tellings }) : []),
    ],
    about: [],
  };
}

/** The source's `concept:instance`, which is in the row's identity unless the row was only counted (see the importer). */
function instanceOf(row: string, transition: string | undefined): string | undefined {
  if (!row.startsWith('instance:')) return undefined;
  const instance = row.slice('instance:'.length);
  const suffix = transition === undefined ? '' : `:${transition.toLowerCase().slice(0, 40)}`;
  return suffix !== '' && instance.endsWith(suffix) ? instance.slice(0, -suffix.length) : instance;
}

/** What a source tells of a case as a whole, under the names that it has in event logs. */
function aboutCase(about: AboutCase): readonly ExportedAttribute[] {
  const { channel, department, service, responsible, responsibleGroup: group, status } = about;
  const { openedAt: startdate, closedAt: enddate, deadline, plannedEnd } = about;
  return [
    ...attributes('string', { channel, department, service, responsible, group, status }),
    ...attributes('date', { startdate, enddate, deadline, enddate_planned: plannedEnd }),
  ];
}
