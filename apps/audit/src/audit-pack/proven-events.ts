import type { Delivery } from '@huying/event-bus';
import type { Receipts } from '../case-proof/receipts.js';
import type { PackFile } from './pack-file.js';

/** Each event as two files: its exact bytes, and the receipt that proves them (the names that `huying-verify` pairs). */
export async function* provenEvents(folder: string, events: readonly Delivery[], receipts: Receipts): AsyncGenerator<PackFile> {
  for (const event of events) {
    const name = `${event.source}-${String(event.recorded.position)}`;
    const receipt = await receipts.of(event);
    if (receipt === undefined) throw new Error(`no checkpoint covers ${name} any more`);
    yield { path: `${folder}/events/${name}.json`, content: event.recorded.body };
    yield { path: `${folder}/receipts/${name}.tlog-proof`, content: Buffer.from(receipt) };
  }
}
