import type { EventStore } from '@huying/event-store';
import { readRows, type Consumptions } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { evidenceUses } from './evidence.projection.js';

/** How long an upload waits for the list of used contents to hold all that has been recorded. */
const catchUpMs = 2000;

/** Which contents have been used as evidence. */
export class EvidenceUses {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: EventStore,
    private readonly consumptions: Consumptions,
  ) {}

  /** Resolves true once the list holds everything recorded until now, false where that takes too long. */
  async hasCaughtUp(): Promise<boolean> {
    return this.consumptions.reached(new Map([['dispatch', await this.store.head()]]), catchUpMs);
  }

  /** Whether another case has used this content, as far as the list has come. */
  async isUsedBeside(caseId: string, contentKey: string): Promise<boolean> {
    const used = await readRows(this.dataSource, evidenceUses, 'WHERE content_key = $1 AND case_id <> $2 LIMIT 1', [contentKey, caseId]);
    return used.length > 0;
  }
}
