// `npm run import|replay|bench`: set up what is missing, then run `tools/<name>/dist/main.js` with the remaining arguments.
import './set-up/require-node.mjs';
import { setUp } from './set-up/set-up.mjs';
import { failWith } from './set-up/fault.mjs';

const [tool, ...rest] = process.argv.slice(2);
const main = new URL(`../${tool}/dist/main.js`, import.meta.url);
try {
  await setUp();
} catch (fault) {
  failWith(fault);
}
process.argv = [process.argv[0], main.pathname, ...rest];
await import(main.href);
