// `npm test` (`npm run test:kafka`, `npm run test:long`): set up what is missing, check the code, run the specs, end with `N passed, N failed`.
import './set-up/require-node.mjs';
import { setUp } from './set-up/set-up.mjs';
import { failWith } from './set-up/fault.mjs';
import { fetchBrokerForSpecs } from './set-up/fetch-broker.mjs';
import { runChecks } from './test/checks.mjs';
import { runSpecs } from './test/specs.mjs';

const long = process.argv.includes('--long');
const kafka = process.argv.includes('--kafka');
/** Vitest's projects; those of the second list need a broker. */
const [projects, onBroker] = kafka
  ? [[], ['int-kafka', 'e2e-kafka']]
  : long
    ? [['long'], ['int-kafka', 'e2e-kafka']]
    : [['unit', 'int', 'e2e'], ['straight-path-kafka']];
try {
  await setUp();
} catch (fault) {
  // A tree that does not build is a failed test run, and says so in the same words.
  console.error(`\n${fault.message}\n${fault.zh ?? ''}\n\n0 passed, 1 failed`);
  process.exit(1);
}
const broker = await fetchBrokerForSpecs();
try {
  const checks = long || kafka ? { passed: 0, failed: 0 } : await runChecks();
  // Of specs that were asked for by name, none may be passed over.
  const specs = await runSpecs([...projects, ...(broker || kafka ? onBroker : [])]);
  const failed = checks.failed + specs.failed;
  const skipped = specs.skipped > 0 ? `, ${specs.skipped} skipped` : '';
  console.log(`\n${checks.passed + specs.passed} passed, ${failed} failed${skipped}`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (fault) {
  failWith(fault);
}
