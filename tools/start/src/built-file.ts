import { fileURLToPath } from 'node:url';

/** Folder of the built launcher. Specs run the launcher's sources; the processes that it starts always run what has been built. */
const dist = import.meta.url.replace(/\/tools\/start\/src\/[^/]*$/, '/tools/start/dist/');

/** A built file, by its place relative to `tools/start/dist`. */
export const builtFile = (relative: string): string => fileURLToPath(new URL(relative, dist));
