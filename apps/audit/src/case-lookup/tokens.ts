/** Runs SQL on audit's own database, read side: an {@link Ask}. */
export const ASK = Symbol('Ask');
