// A short-lived process of the launcher that records the demonstration neighbourhood. A process of its own, so that what it loads is
// given back when it is done. It gets its orders, and reports, over the channel to the launcher.
import { recordDemonstration, type DemonstrationPlace, type RecordedDemonstration } from './record-demonstration.js';

export type RecorderReport =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'recorded'; readonly demonstration: RecordedDemonstration }
  | { readonly kind: 'failed'; readonly reason: string };

const report = (message: RecorderReport): boolean | undefined => process.send?.(message);
/** Ends the process once the launcher has the message; other stories may still be under way, and are gone on with at the next start. */
const reportLast = (message: RecorderReport): unknown => process.send?.(message, () => process.exit(0));

process.once('message', (place: DemonstrationPlace) => {
  recordDemonstration(place, (done, of) => report({ kind: 'progress', done, of })).then(
    (demonstration) => reportLast({ kind: 'recorded', demonstration }),
    (fault: unknown) => reportLast({ kind: 'failed', reason: fault instanceof Error ? fault.message : String(fault) }),
  );
});
// Nothing to do without a launcher.
process.once('disconnect', () => process.exit(1));
