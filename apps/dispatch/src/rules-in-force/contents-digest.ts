import { createHash } from 'node:crypto';
import { canonicalJson } from '@huying/platform';

/** SHA-256 (hex) of a version's contents in canonical form: however they were written, equal contents have one digest. */
export const contentsDigest = (contents: object): string => createHash('sha256').update(canonicalJson(contents)).digest('hex');
