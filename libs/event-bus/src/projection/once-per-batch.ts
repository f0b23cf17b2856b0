import type { ConsumerTransaction, Delivery } from '../event-bus.js';

/** Works something out of a batch, in the batch's transaction. */
export type BatchWork<Result> = (deliveries: readonly Delivery[], transaction: ConsumerTransaction) => Promise<Result>;

/**
 * What several read models of a consumer need of the same batch, worked out once for all of them: whichever asks first does the work. A
 * model that is rebuilt alone does it for itself. Nothing is kept beyond the batch's transaction.
 *
 * The result MUST hang on nothing that a read model writes, and no model may change it.
 */
export function oncePerBatch<Result>(work: BatchWork<Result>): BatchWork<Result> {
  const done = new WeakMap<ConsumerTransaction, { readonly deliveries: readonly Delivery[]; readonly result: Promise<Result> }>();
  return (deliveries, transaction) => {
    const known = done.get(transaction);
    if (known?.deliveries === deliveries) return known.result;
    const result = work(deliveries, transaction);
    done.set(transaction, { deliveries, result });
    return result;
  };
}
