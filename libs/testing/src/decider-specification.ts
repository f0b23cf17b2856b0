import { expect } from 'vitest';
import { fold, type Command, type Decider, type Decision, type Fact, type NewFact, type Recorded, type Secret } from '@huying/kernel';

/** A fact of a given history; what the log would add is filled in where the story does not care. */
export type Given<F extends Fact> = F & Partial<Omit<Recorded, keyof Fact>>;

/** 18 June 2026, 09:00 in Shanghai: a working Thursday, the day before the Dragon Boat festival. */
export const aThursdayMorning = '2026-06-18T09:00:00.000+08:00';

/**
 * Given facts, when a command, then facts (EXAMPLES §10).
 *
 * `then` compares type and data of every fact, in order; `thenSealed` names the parts that must be sealed, and thus must not stand in
 * the data. Both fail on a refusal.
 */
export function specFor<State, C extends Command, F extends Fact, Code extends string>(decider: Decider<State, C, F, Code>) {
  return (...history: readonly Given<F>[]) => {
    const state = fold(decider, recorded(history));
    return {
      /** The state that the history leads to. */
      state,
      when(command: C) {
        return expectations(decider.decide(command, state));
      },
    };
  };
}

/** A history as the log would give it back. */
export function recorded<F extends Fact>(history: readonly Given<F>[]): readonly Recorded<F>[] {
  return history.map((fact, index) => {
    const time = fact.time ?? aThursdayMorning;
    return { actor: 'somebody', ...fact, time, recordedAt: fact.recordedAt ?? time, streamVersion: index + 1 };
  });
}

function expectations<F extends Fact, Code extends string>(decision: Decision<F, Code>) {
  return {
    decision,
    then(...expected: readonly F[]): void {
      expect(factsOf(decision).map(({ type, data }) => ({ type, data }))).toEqual(expected);
    },
    /** Only the names, for a rule that is about what happens and not about what is written. */
    thenTypes(...types: readonly F['type'][]): void {
      expect(factsOf(decision).map(({ type }) => type)).toEqual(types);
    },
    thenNothing(): void {
      expect(factsOf(decision)).toEqual([]);
    },
    thenSealed(...secrets: readonly Secret[]): void {
      expect(factsOf(decision).flatMap((fact) => fact.secrets ?? [])).toEqual(secrets);
    },
    thenRefused(code: Code, details?: Readonly<Record<string, unknown>>): void {
      expect(decision).toMatchObject({ kind: 'refused', refusal: details === undefined ? { code } : { code, details } });
    },
    /** Refused, but asking again later may be answered otherwise. */
    thenRefusedForNow(code: Code): void {
      expect(decision).toMatchObject({ kind: 'refused', refusal: { code, transient: true } });
    },
  };
}

function factsOf<F extends Fact, Code extends string>(decision: Decision<F, Code>): readonly NewFact<F>[] {
  if (decision.kind === 'refused') expect.fail(`refused: ${decision.refusal.code}`);
  return decision.facts;
}
