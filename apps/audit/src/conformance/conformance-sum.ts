import type { ConformanceSumAnswer } from '@huying/contracts';
import type { Deviation } from '@huying/domain-lifecycle';
import { kindNames, namedStep } from './conformance-names.js';

const examplesMax = 10;

interface Count {
  readonly first: Deviation;
  cases: number;
  times: number;
  readonly examples: string[];
}

/** Counts deviations over any number of cases; memory holds one count per kind and step. */
export class ConformanceSum {
  private conforming = 0;
  private deviating = 0;
  private withoutLifecycle = 0;
  private readonly counts = new Map<string, Count>();

  addImported(): void {
    this.withoutLifecycle += 1;
  }

  add(caseId: string, deviations: readonly Deviation[]): void {
    if (deviations.length === 0) this.conforming += 1;
    else this.deviating += 1;
    const ofCase = new Set<Count>();
    for (const deviation of deviations) {
      const count = this.countOf(deviation);
      count.times += 1;
      ofCase.add(count);
    }
    for (const count of ofCase) {
      count.cases += 1;
      if (count.examples.length < examplesMax) count.examples.push(caseId);
    }
  }

  answer(): Omit<ConformanceSumAnswer, 'positions' | 'parked'> {
    const { conforming, deviating, withoutLifecycle } = this;
    const counts = [...this.counts.values()].sort((one, other) => other.cases - one.cases || other.times - one.times);
    return {
      cases: conforming + deviating + withoutLifecycle,
      conforming,
      deviating,
      withoutLifecycle,
      deviations: counts.map(({ first: { kind, event, transition }, cases, times, examples }) => ({
        kind,
        kindName: kindNames[kind],
        step: namedStep(event, transition),
        cases,
        times,
        examples,
      })),
    };
  }

  private countOf(deviation: Deviation): Count {
    const name = `${deviation.kind} ${deviation.event} ${deviation.transition ?? ''}`;
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const count: Count = { first: deviation, cases: 0, times: 0, examples: [] };
    this.counts.set(name, count);
    return count;
  }
}
