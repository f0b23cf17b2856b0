// `npm start`: set up what is missing, then run the embedded system (DESIGN §11). Runs on a fresh clone, so it depends on nothing.
import './set-up/require-node.mjs';
import { setUp } from './set-up/set-up.mjs';
import { failWith } from './set-up/fault.mjs';

try {
  await setUp();
} catch (fault) {
  failWith(fault);
}
await import('./dist/main.js');
