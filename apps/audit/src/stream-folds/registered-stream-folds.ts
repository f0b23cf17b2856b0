import { categoryOf } from '../case-folds/case-fold.js';
import { adoptionFolds } from './adoption.folds.js';
import { caseSideFolds } from './case-side.folds.js';
import { directoryFolds } from './directory.folds.js';
import { residentFold } from './resident.fold.js';
import type { StreamFold } from './stream-fold.js';
import { volunteeringFolds } from './volunteering.folds.js';

const folds: ReadonlyMap<string, StreamFold> = new Map(
  [...caseSideFolds, ...directoryFolds, ...adoptionFolds, ...volunteeringFolds, residentFold].map((fold) => [fold.category, fold]),
);

/** Categories of the streams that can be replayed. */
export const foldedCategories: readonly string[] = [...folds.keys()];

/** The fold of a stream, by the beginning of its name; undefined where none is registered. */
export const foldOfStream = (stream: string): StreamFold | undefined => folds.get(categoryOf(stream));
