import { createHash } from 'node:crypto';
import type { Append } from '@huying/event-store';
import { derivedId } from '@huying/platform';
import { caseIdOf, historyOf } from '../replay/case-histories.js';
import { eventOf } from '../replay/record-histories.js';

/** Events of one registration: registered, first contact assigned, deadline set. */
export const eventsPerRegistration = 3;

/** The registration of the n-th case as intake records it, in one append; no other service answers it with events of its own. */
export function registrationOf(n: number): Append {
  const caseId = caseIdOf(n);
  const stream = `case-${caseId}`;
  const id = derivedId('bench command', stream, '0');
  const digest = createHash('sha256').update(id).digest('hex');
  const steps = historyOf(n).slice(0, eventsPerRegistration);
  return {
    stream,
    expected: 0,
    command: { id, digest },
    events: steps.map((step, index) => eventOf(step, { n, caseId, stream, version: index + 1, id, digest })),
  };
}
