import { auditEventTypes, type FoundEvents } from '@huying/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { lampStory, permitStory } from '../case-story.spec.js';

let audit: AuditUnderTest;
beforeAll(async () => {
  audit = await startAudit();
});
afterAll(() => audit.close());

/** Days to come: the running service, whose clock is the real one, has nothing to add to them. */
const turnOf = (day: number): string => `2126-01-${String(day).padStart(2, '0')}T00:00:00.000+08:00`;
interface CheckpointEvent {
  readonly actor: string;
  readonly data: { readonly logs: readonly { readonly source: string; readonly size: number; readonly root: string }[] };
}
const checkpointEvents = async (): Promise<readonly CheckpointEvent[]> => {
  const events: CheckpointEvent[] = [];
  for await (const { type, body } of audit.store('audit').readLog(0))
    if (type === auditEventTypes.LedgerCheckpointed.type) events.push(JSON.parse(body.toString()) as CheckpointEvent);
  return events;
};
/** Asks nothing: an auditor's question would be an event as well. */
const allPublished = (): Promise<void> =>
  vi.waitFor(
    async () => {
      await audit.publish();
      const [, size] = (await audit.file('/log/audit/checkpoint')).bytes.toString().split('\n');
      expect(Number(size)).toBe(await audit.store('audit').head());
    },
    { timeout: 30_000 },
  );

describe('the turn of a day', () => {
  it('makes the published roots an event of audit’s own log, with the size of each', async () => {
    await audit.tell([...lampStory(), ...permitStory()]);
    await allPublished();
    expect(await checkpointEvents()).toEqual([]);
    await audit.turnOfDay(turnOf(1));
    const [{ actor, data } = { actor: '', data: { logs: [] } }, ...more] = await checkpointEvents();
    expect([actor, more]).toEqual(['system:ledger', []]);
    for (const { source, size, root } of data.logs) {
      const note = (await audit.file(`/log/${source}/checkpoint`)).bytes.toString();
      expect(note.split('\n').slice(0, 3)).toEqual([`${audit.ledger.origin}/${source}`, String(size), root]);
    }
    expect(data.logs.map(({ source }) => source)).toEqual(['intake', 'dispatch', 'volunteers', 'reporting', 'audit']);
  });

  it('makes none where nothing but the last such event was recorded, and one as soon as more was', async () => {
    await allPublished();
    await audit.turnOfDay(turnOf(2));
    expect(await checkpointEvents()).toHaveLength(1);
    await audit.tell(lampStory('019b0000-0000-7000-8000-000000000002'));
    await allPublished();
    await audit.turnOfDay(turnOf(2));
    expect(await checkpointEvents()).toHaveLength(2);
  });

  it('makes one however many instances see it', async () => {
    await audit.tell(lampStory('019b0000-0000-7000-8000-000000000003'));
    await allPublished();
    await Promise.all([1, 2, 3].map(() => audit.turnOfDay(turnOf(3))));
    expect(await checkpointEvents()).toHaveLength(3);
  });

  it('is found by auditors under its name, and is itself in the ledger', async () => {
    await allPublished();
    const { status, body } = await audit.ask('/v1/audit/events?type=LedgerCheckpointed&limit=1');
    expect(status).toBe(200);
    const [item] = (body as unknown as FoundEvents).items;
    expect(item).toMatchObject({ name: { zh: '存证日志检查点', en: 'Ledger checkpointed' }, source: 'audit', actor: { role: 'SYS' } });
    const { status: ofItsTile } = await audit.file(`/log/audit/tile/0/000.p/${String(item?.position)}`);
    expect(ofItsTile).toBe(200);
  });
});
