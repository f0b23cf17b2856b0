import { specFor } from '@huying/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignDecider, type ImportRows, type PreparedRow } from './foreign.decider.js';
import type { ForeignActivity, ForeignFact } from './foreign.facts.js';
import { evolveForeign, initialForeign } from './foreign.state.js';

const given = specFor(foreignDecider);
const secretOf = (row: string) => [{ part: 'source', person: 'case:1', value: { text: row } }];

function activity(row: string, digest: string, file = 'file-1'): ForeignActivity {
  const provenance = { format: 'xes-csv', file, locator: 'line 2', timeText: 't', bytes: 3, kept: 'text' } as const;
  return { system: 'permits', case: 'case-1', row, digest, kind: 'activity', activity: 'Check', provenance };
}
const told = (row: string, digest: string, file?: string): PreparedRow => ({
  at: '2011-10-11T13:45:40.276+02:00',
  activity: activity(row, digest, file),
  secrets: secretOf(row),
});
const importing = (...rows: readonly PreparedRow[]): ImportRows => ({
  type: 'ImportRows',
  at: '2026-06-18T09:00:00.000+08:00',
  actor: { person: 'demo-secretary', role: 'SEC' },
  data: { rows },
});
const recorded = (row: string, digest: string, file?: string): ForeignFact => ({ type: 'ForeignActivityRecorded', data: activity(row, digest, file) });
const corrected = (row: string, digest: string, earlier: string, file?: string): ForeignFact => ({
  type: 'ForeignActivityCorrected',
  data: { ...activity(row, digest, file), corrects: { digest: earlier } },
});

describe('importing rows of a case', () => {
  it('records every row that was never told, at its own time, with its text to be sealed', () => {
    const when = given().when(importing(told('a', '1'), told('b', '2')));
    when.then(recorded('a', '1'), recorded('b', '2'));
    when.thenSealed(...secretOf('a'), ...secretOf('b'));
    expect(when.decision).toMatchObject({ facts: [{ time: '2011-10-11T13:45:40.276+02:00' }, {}] });
  });

  it('changes nothing when the rows are told again, from this file or another', () => {
    given(recorded('a', '1')).when(importing(told('a', '1'), told('a', '1', 'file-2'))).thenNothing();
  });

  it('corrects a row that is told otherwise, and keeps which telling it corrects', () => {
    given(recorded('a', '1'), recorded('b', '2')).when(importing(told('a', '9', 'file-2'), told('b', '2', 'file-2'))).then(corrected('a', '9', '1', 'file-2'));
  });

  it('takes a correction back when a later file tells the row as at first', () => {
    given(recorded('a', '1'), corrected('a', '9', '1', 'file-2')).when(importing(told('a', '1', 'file-3'))).then(corrected('a', '1', '9', 'file-3'));
  });

  it('takes a row that one file tells twice, each time otherwise, as a row and its correction, once', () => {
    const twice = importing(told('a', '1'), told('a', '9'));
    given().when(twice).then(recorded('a', '1'), corrected('a', '9', '1'));
    given(recorded('a', '1'), corrected('a', '9', '1')).when(twice).thenNothing();
  });

  it('accounts for every row once and adds nothing the second time, whatever the rows', () => {
    const anyRows = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3')), { maxLength: 12 });
    fc.assert(
      fc.property(anyRows, anyRows, (first, second) => {
        let state = initialForeign;
        const run = (rows: readonly (readonly [string, string])[], file: string): number => {
          const decision = foreignDecider.decide(importing(...rows.map(([row, digest]) => told(row, digest, file))), state);
          if (decision.kind === 'refused') throw new Error('refused');
          for (const fact of decision.facts) {
            state = evolveForeign(state, { ...fact, time: '2011-10-11T13:45:40.276+02:00', recordedAt: '', actor: 'x', streamVersion: 0 });
          }
          return decision.facts.length;
        };
        const added = run(first, 'file-1') + run(second, 'file-2');
        expect(state.recorded + state.corrected).toBe(added);
        expect([...state.steps.values()]).toHaveLength(state.recorded);
        for (const { row, tellings } of state.steps.values()) {
          // The last file to name a row has the last word, unless an earlier line of it said the same.
          const file = second.some(([name]) => name === row) ? second : first;
          expect(file.filter(([name]) => name === row).map(([, digest]) => digest)).toContain(tellings.at(-1)?.digest);
        }
        expect(run(second, 'file-2')).toBe(0);
      }),
    );
  });
});
