import { createHash } from 'node:crypto';
import { services, type ServiceName } from '@huying/contracts';
import type { Runner } from '@huying/event-store';
import { shanghai, type Actor, type Instant } from '@huying/kernel';
import { derivedId } from '@huying/platform';
import type { Ask } from '../case-lookup/case-events.js';
import { dayOf, type DailyCheckpointRefusal, type PublishedRoot, type RecordLedgerCheckpoint } from './daily-checkpoint.decider.js';
import { latestCheckpoint } from './ledger-tables.js';

/** The one stream of these events: what the last one said decides about the next. */
const stream = 'audit-ledger';
const keeper: Actor = { person: 'system:ledger', role: 'SYS' };

/** Records the roots of all logs in audit's own log, once a day at most. Several instances may do so: the stream lets one of them. */
export class DailyCheckpoint {
  /** The day about which there is nothing more to do, and the day that was looked at. */
  private doneFor = '';
  private lookedAt = '';

  constructor(private readonly runner: Runner<RecordLedgerCheckpoint, DailyCheckpointRefusal>) {}

  /**
   * To be called again and again; it asks the database at a day's first call and, until the day has its event, when something has grown.
   *
   * @param at now
   * @param grown whether a log was published larger since the last call
   */
  async record(ask: Ask, at: Instant, grown: boolean): Promise<void> {
    const day = dayOf(at);
    if (day === this.doneFor || (day === this.lookedAt && !grown)) return;
    const logs = await publishedRoots(ask);
    const begun = await firstRecorded(ask);
    if (begun !== undefined && (await this.isDone(day, { type: 'RecordLedgerCheckpoint', at, actor: keeper, data: { logs, begun } })))
      this.doneFor = day;
    this.lookedAt = day;
  }

  private async isDone(day: string, command: RecordLedgerCheckpoint): Promise<boolean> {
    const id = derivedId('ledger-checkpoint', day, ...command.data.logs.map(({ source, size }) => `${source}:${String(size)}`));
    const digest = createHash('sha256').update(JSON.stringify(command.data.logs)).digest('hex');
    const outcome = await this.runner.run(stream, command, { command: { id, digest }, actor: keeper, correlationId: id });
    if (outcome.kind === 'refused') return outcome.refusal.code === 'DAY_NOT_OVER';
    if (outcome.kind === 'accepted') return true;
    throw new Error(`the day's checkpoint event was ${outcome.kind}`);
  }
}

/** Of every service; none where a log was not published yet, which is so for a second after the first start. */
async function publishedRoots(ask: Ask): Promise<readonly PublishedRoot[]> {
  const roots: PublishedRoot[] = [];
  for (const source of services) {
    const published = await latestCheckpoint(ask, source);
    if (published !== undefined) roots.push({ source, size: published.size, root: published.root.toString('base64') });
  }
  return roots;
}

async function firstRecorded(ask: Ask): Promise<Instant | undefined> {
  const sources: readonly ServiceName[] = services;
  const [first] = await ask<{ at: Date | null }>(
    'SELECT min(recordedat) AS at FROM audit_log.event WHERE source = ANY ($1) AND position = 1',
    [sources],
  );
  return first?.at == null ? undefined : shanghai(first.at.getTime());
}
