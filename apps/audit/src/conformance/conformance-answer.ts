import type { CaseConformanceAnswer, DeviationAnswer, EventReference } from '@huying/contracts';
import type { Deviation } from '@huying/domain-lifecycle';
import type { Delivery } from '@huying/event-bus';
import { judgeCase, type JudgedCase } from './case-conformance.js';
import { kindNames, namedState, namedStep, noLifecycle } from './conformance-names.js';

type Judgement = Pick<CaseConformanceAnswer, 'conforms' | 'steps' | 'deviations'>;

/** @param events of the case, in causal order */
export const conformanceOfCase = (
  kind: CaseConformanceAnswer['kind'],
  events: readonly Delivery[],
): Judgement & Pick<CaseConformanceAnswer, 'note'> =>
  kind === 'imported'
    ? { conforms: null, note: noLifecycle, steps: [], deviations: [] }
    : { note: null, ...conformanceAnswer(judgeCase(events)) };

/** What an auditor is told of a case's conformance: steps, states and deviations by name, events by their place in the logs. */
function conformanceAnswer({ events, conformance }: JudgedCase): Judgement {
  const refer = (at: number | undefined): EventReference | null => {
    const event = at === undefined ? undefined : events[at];
    return event === undefined ? null : referenceTo(event);
  };
  return {
    conforms: conformance.conforms,
    steps: conformance.steps.flatMap(({ at, transition, event, from, to }) => {
      const reference = refer(at);
      return reference === null
        ? []
        : [{ step: namedStep(event, transition), at: reference, from: from === null ? null : namedState(from), to: namedState(to) }];
    }),
    deviations: conformance.deviations.map((deviation) => deviationAnswer(deviation, refer)),
  };
}

function deviationAnswer(deviation: Deviation, refer: (at: number | undefined) => EventReference | null): DeviationAnswer {
  const { kind, event, transition, at, before, state, allowed } = deviation;
  return {
    kind,
    kindName: kindNames[kind],
    step: namedStep(event, transition),
    at: refer(at),
    before: refer(before),
    state: state === null ? null : namedState(state),
    allowed,
  };
}

const referenceTo = ({ source, recorded, envelope }: Delivery): EventReference => ({
  source,
  position: recorded.position,
  id: envelope.id,
  occurredAt: envelope.time,
});
