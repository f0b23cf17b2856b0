// A short-lived process of the launcher that records the demonstration neighbourhood. A process of its own, so that what it loads is
// given back when it is done. It gets its orders, and reports, over the channel to the launcher.
import { recordDemonstration, type DemonstrationPlace, type RecordedDemonstration } from './record-demonstration.js';

export type RecorderReport =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'recorded'; readonly demonstration: RecordedDemonstration }
  | { readonly kind: 'failed'; readonly reason: string };

const report = (message: RecorderReport): boolean | undefined => process.send?.(message);

process.once('message', (place: DemonstrationPlace) => {
  recordDemonstration(place, (done, of) => report({ kind: 'progress', done, of })).then(
    (demonstration) => {
      report({ kind: 'recorded', demonstration });
      process.disconnect();
    },
    (fault: unknown) => {
      report({ kind: 'failed', reason: fault instanceof Error ? fault.message : String(fault) });
      process.disconnect();
    },
  );
});
