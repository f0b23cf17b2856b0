import { fileURLToPath } from 'node:url';

/** The root of the repository, whether this runs from `src` or from `dist`. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));
