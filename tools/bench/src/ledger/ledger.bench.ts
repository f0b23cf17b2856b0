import { hash } from 'node:crypto';
import { copyEvents } from '@huying/audit';
import { measured, type Measurement } from '../measurement.js';
import { median } from '../statistics.js';
import { startBenchLedger, type BenchLedger } from './bench-ledger.js';
import { bodyAt, copiedAt, eventBytes } from './copied-event.js';

const entriesPerRound = 40_000;
const rounds = 5;
const perCopy = 2_000;

/**
 * Entries that audit has copied, taken into their Merkle tree and published as the ledger's keeper does it (read from the copy, hashed,
 * tiles and a signed checkpoint made durable in one transaction), beside SHA-256 of the same bytes, once each, from memory. Rounds alternate.
 */
export async function benchLedger(): Promise<readonly Measurement[]> {
  const ledger = await startBenchLedger();
  try {
    const ours: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const first = round * entriesPerRound + 1;
      await copy(ledger, first);
      const published = await timed(() => ledger.publish());
      const bodies = Array.from({ length: entriesPerRound }, (_, n) => bodyAt(first + n));
      const hashed = await timed(() => bodies.forEach((body) => hash('sha256', body, 'buffer')));
      if (round === 0) continue; // Warm.
      ours.push(entriesPerRound / published);
      floor.push(entriesPerRound / hashed);
    }
    return [measured('ledger', 'entries/s', { entriesPerRound, bytes: eventBytes }, median(ours), median(floor))];
  } finally {
    await ledger.stop();
  }
}

async function copy(ledger: BenchLedger, first: number): Promise<void> {
  for (let from = first; from < first + entriesPerRound; from += perCopy) {
    const deliveries = Array.from({ length: perCopy }, (_, n) => copiedAt(from + n));
    await ledger.transaction((ask) => copyEvents(deliveries, { query: (sql, values) => ask(sql, values ?? []) }));
  }
}

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
