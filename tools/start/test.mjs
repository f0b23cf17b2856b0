// `npm test` (and `npm run test:long`): set up what is missing, check the code, run the specs, end with `N passed, N failed`.
import './set-up/require-node.mjs';
import { setUp } from './set-up/set-up.mjs';
import { failWith } from './set-up/fault.mjs';
import { fetchBrokerForSpecs } from './set-up/fetch-broker.mjs';
import { runChecks } from './test/checks.mjs';
import { runSpecs } from './test/specs.mjs';

const long = process.argv.includes('--long');
try {
  await setUp();
} catch (fault) {
  // A tree that does not build is a failed test run, and says so in the same words.
  console.error(`\n${fault.message}\n${fault.zh ?? ''}\n\n0 passed, 1 failed`);
  process.exit(1);
}
const broker = await fetchBrokerForSpecs();
try {
  const checks = long ? { passed: 0, failed: 0 } : await runChecks();
  const specs = await runSpecs(
    long ? ['long', ...(broker ? ['long-kafka'] : [])] : ['unit', 'int', 'e2e', ...(broker ? ['e2e-kafka'] : [])],
  );
  const failed = checks.failed + specs.failed;
  const skipped = specs.skipped > 0 ? `, ${specs.skipped} skipped` : '';
  console.log(`\n${checks.passed + specs.passed} passed, ${failed} failed${skipped}`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (fault) {
  failWith(fault);
}
