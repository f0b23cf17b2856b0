import { covers, epochOf, happened, nothingNew, refused, type Actor, type Decision, type Fact, type Instant } from '@huying/kernel';

/** A version of something that decisions stand on, as it is adopted: for an area and everything below it, from a moment on. */
export interface Adoption {
  readonly area: string;
  readonly version: string;
  /** SHA-256 (hex) of the contents in canonical form: the same version never means two things. */
  readonly digest: string;
  readonly effectiveFrom: Instant;
}

export type AdoptionRefusal = 'OUTSIDE_YOUR_AREA' | 'VERSION_MEANS_SOMETHING_ELSE' | 'CONTENTS_FAULTY';

/** Digests of the versions that an area has adopted, by version. */
export type Adopted = Readonly<Record<string, string>>;

/** What every adoption has to pass; `fact` is what happened where it does. */
export function adopt<F extends Fact>(
  adoption: Adoption,
  by: Actor,
  adopted: Adopted,
  faults: readonly string[],
  fact: F,
): Decision<F, AdoptionRefusal> {
  if (!mayActIn(by, adoption.area)) return refused('OUTSIDE_YOUR_AREA', { area: adoption.area });
  if (faults.length > 0) return refused('CONTENTS_FAULTY', { faults });
  const known = adopted[adoption.version];
  if (known === undefined) return happened(fact);
  return known === adoption.digest ? nothingNew : refused('VERSION_MEANS_SOMETHING_ELSE', { version: adoption.version });
}

/** The set-up of a deployment acts everywhere; everybody else where his post's area covers the place. */
export const mayActIn = (actor: Actor, area: string): boolean => actor.role === 'SYS' || covers(actor.area, area);

/**
 * The adoption in force for an area at a moment: of those that cover it and have begun, the nearest area's, and of these the one
 * adopted last. `adoptions` stand in the order of their adoption.
 */
export function inForce<A extends Adoption>(adoptions: readonly A[], area: string, at: Instant): A | undefined {
  let best: A | undefined;
  for (const adoption of adoptions) {
    const begun = epochOf(adoption.effectiveFrom) <= epochOf(at);
    if (!begun || !covers(adoption.area, area)) continue;
    if (best === undefined || adoption.area.length >= best.area.length) best = adoption;
  }
  return best;
}
