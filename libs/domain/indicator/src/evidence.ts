import type { Fact, Recorded } from '@huying/kernel';
import type { Mark } from './case-record.js';

/** A recorded fact that can be pointed at as evidence. */
export type Witnessed<F extends Fact> = Recorded<F> & { readonly id: string; readonly cycle: number | undefined };

/** An event as evidence behind a figure. */
export const markOf = ({ id, time, recordedAt }: Pick<Witnessed<Fact>, 'id' | 'time' | 'recordedAt'>): Mark => ({
  event: id,
  at: time,
  recorded: recordedAt,
});
