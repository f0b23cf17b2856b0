import { v5, v7 } from 'uuid';

/** A new time-ordered id (RFC 9562 UUIDv7). */
export const newId = (): string => v7();

/** The root of every derived id of this system. Fixed for ever: ids in stored events hang on it. */
const root = '6f1d2c1e-57f4-5f0e-9d3b-0c7c3a1e9b42';

/** An id derived from names (RFC 9562 UUIDv5): the same names give the same id, everywhere and for ever. */
export const derivedId = (...names: readonly string[]): string => v5(names.map((name) => `${String(name.length)}:${name}`).join('|'), root);
