import type { BatchHandler } from '../event-bus.js';
import type { ReadModel } from './projection.js';

/** Keeps read models up to date: to be a subscription's `batch`, so that rows and checkpoint commit together. */
export function projectionBatch(models: readonly ReadModel[]): BatchHandler {
  return async (deliveries, transaction) => {
    for (const model of models) await model.foldInto('read', deliveries, transaction);
  };
}
