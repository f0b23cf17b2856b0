import { fileURLToPath } from 'node:url';
import { benchAppend } from './append/append.bench.js';
import { benchAsOf } from './asof/asof.bench.js';
import { benchConsume } from './consume/consume.bench.js';
import { benchE2e } from './e2e/e2e.bench.js';
import { benchImport } from './import/import.bench.js';
import { benchLedger } from './ledger/ledger.bench.js';
import { benchProof } from './proof/proof.bench.js';
import { benchRelay } from './relay/relay.bench.js';
import { benchReplay } from './replay/replay.bench.js';
import { benchSubmit } from './submit/submit.bench.js';
import { tableOf, writeResults, type Measurement } from './measurement.js';

const benches: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  append: benchAppend,
  replay: benchReplay,
  submit: benchSubmit,
  import: benchImport,
  relay: benchRelay,
  consume: benchConsume,
  e2e: benchE2e,
  ledger: benchLedger,
  proof: benchProof,
  asof: benchAsOf,
};

const results = fileURLToPath(new URL('../../../bench/results', import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (wanted.length === 0 || unknown.length > 0) {
  console.error(
    `${unknown.length > 0 ? `There is no bench called ${unknown.join(', ')}. ` : ''}Use: npm run bench -- ${Object.keys(benches).join('|')}`,
  );
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (!wanted.includes(name)) continue;
  const measurements = await bench();
  const path = await writeResults(results, name, measurements);
  console.log(`\n${tableOf(measurements)}\n\nwritten to ${path}`);
}
