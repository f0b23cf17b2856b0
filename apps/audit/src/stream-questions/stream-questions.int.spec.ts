import { postEventTypes } from '@huying/contracts';
import type { StreamDifferenceAnswer, StreamHistoryAnswer, StreamReplayAnswer, StreamStateAnswer } from '@huying/contracts';
import { decodeRecorded } from '@huying/event-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAudit, type AuditUnderTest } from '../audit-under-test.spec.js';
import { area, lampCase, lampStory } from '../case-story.spec.js';
import { jsonOf } from '../stream-folds/json-of.js';
import { onJune, streamStories } from '../stream-story.spec.js';

let audit: AuditUnderTest;
/** When everything was known but the end of the post that is told late. */
let beforeLate: string;
const late = 'post-late';
const [assigned, ended] = streamStories[0]?.told ?? [];
beforeAll(async () => {
  audit = await startAudit();
  if (assigned === undefined || ended === undefined) throw new Error('the story is too short');
  const [given, taken] = [assigned, ended].map((told) => ({ ...told, stream: late, data: { ...told.data, post: 'late' } }));
  if (given === undefined || taken === undefined) throw new Error('the story is too short');
  await audit.tell([...lampStory(), ...streamStories.flatMap(({ told }) => told), given]);
  let last = 0;
  for await (const event of audit.store('dispatch').readLog(0)) last = event.recordedAt;
  beforeLate = new Date(last).toISOString();
  while (Date.now() <= last + 1) await Promise.resolve();
  await audit.tell([taken]);
});
afterAll(() => audit.close());

const asked = <Body>(path: string) => audit.asked<Body>(`/v1/audit/streams/${path}`);
const at = (name: string, moment: string): string => `${name}=${encodeURIComponent(moment)}`;

describe('a stream of any service', () => {
  it.each(streamStories)('stands as whoever decides about it sees it: $stream', async ({ stream, service, decider }) => {
    let own = decider.initial;
    for await (const event of audit.store(service).readStream(stream)) own = decider.evolve(own, decodeRecorded(event));
    const { state, source, foldedEvents } = await asked<StreamStateAnswer>(`${stream}/state`);
    const expected = jsonOf(own) as Record<string, unknown>;
    const seen = state?.details['adopted'] !== undefined && !('adopted' in expected) ? state.details['adopted'] : state?.details;
    expect(Object.entries(seen ?? {})).not.toEqual([]);
    expect(expected).toMatchObject(seen ?? {});
    expect([source, foldedEvents]).toEqual([service, (await asked<StreamHistoryAnswer>(`${stream}/history`)).events.length]);
  });

  it('is replayed in frames, each with what it changed', async () => {
    const { frames, kind, state } = await asked<StreamReplayAnswer>('team-t1/replay');
    expect(kind).toEqual({ zh: '志愿队伍', en: 'Volunteer team' });
    expect(frames.map(({ event, changes }) => [event.name.en, changes.map(({ field }) => field)])).toEqual([
      ['Team registered', ['status', 'name', 'area', 'leader', 'leaderPerson', 'members']],
      ['Team member joined', ['members']],
      ['Team member left', ['members']],
    ]);
    expect(state?.details['members']).toEqual({ v1: 'person-1' });
  });

  it('stands at a moment as it then stood', async () => {
    const half = await asked<StreamStateAnswer>(`team-t1/state?${at('occurredBy', onJune(3))}`);
    expect(half).toMatchObject({ foldedEvents: 2, state: { details: { members: { v1: 'person-1', v2: 'person-2' } } } });
    expect((await asked<StreamStateAnswer>(`team-t1/state?${at('occurredBy', '2026-05-31')}`)).state).toBeNull();
  });

  it('stands, by what was known at a moment, without what was recorded later of before', async () => {
    const on25June = at('occurredBy', onJune(25));
    const then = await asked<StreamStateAnswer>(`${late}/state?${on25June}&${at('knownBy', beforeLate)}`);
    const now = await asked<StreamStateAnswer>(`${late}/state?${on25June}`);
    expect([then.state?.status, now.state?.status]).toEqual(['held', 'ended']);
    const { changes, added, removed } = await asked<StreamDifferenceAnswer>(
      `${late}/difference?${at('fromOccurredBy', onJune(25))}&${at('toOccurredBy', onJune(25))}&${at('fromKnownBy', beforeLate)}`,
    );
    expect(changes).toEqual([{ field: 'status', from: 'held', to: 'ended' }]);
    expect([added.map(({ type }) => type), removed]).toEqual([[postEventTypes.RoleEnded.type], []]);
    expect((await asked<StreamStateAnswer>(`${late}/state?knownBy=2020-01-01T00:00:00Z`)).state).toBeNull();
  });

  it('of a case is what one service knows of it', async () => {
    const intake = await asked<StreamStateAnswer>(`case-${lampCase}/state?${at('occurredBy', onJune(16))}`);
    const dispatch = await asked<StreamStateAnswer>(`order-${lampCase}/state?${at('occurredBy', onJune(16))}`);
    expect([intake.state?.status, dispatch.state?.status]).toEqual(['S10', 'S30']);
    expect([intake.foldedEvents, dispatch.foldedEvents]).toEqual([3, 5]);
  });
});

describe('a question about a stream', () => {
  it('is refused where nobody knows it, where no fold is registered, and outside the area', async () => {
    expect((await audit.ask('/v1/audit/streams/team-nobody/state')).body['code']).toBe('STREAM_NOT_FOUND');
    const { status, body } = await audit.ask('/v1/audit/streams/audit-1/replay');
    expect([status, body['code']]).toEqual([404, 'STREAM_NOT_REPLAYED']);
    expect(body['details']).toMatchObject({ categories: expect.arrayContaining(['post', 'policy', 'activity']) as unknown });
    expect((await audit.ask('/v1/audit/streams/team-t1/state', area.slice(0, 6))).status).toBe(200);
    expect((await audit.ask('/v1/audit/streams/team-t1/state', '430305')).body['code']).toBe('STREAM_NOT_FOUND');
    expect((await audit.ask('/v1/audit/streams/team-t1/state?occurredBy=noon')).body['code']).toBe('INVALID_REQUEST');
  });

  it('is recorded, sealed, before it is answered', async () => {
    const head = await audit.store('audit').head();
    await asked('team-t1/history');
    const recorded: string[] = [];
    for await (const event of audit.store('audit').readLog(head)) recorded.push(event.body.toString());
    expect(recorded).toHaveLength(1);
    expect(JSON.parse(recorded[0] ?? '{}')).toMatchObject({ actor: 'unit:audit', data: { query: 'stream-history' } });
    expect(recorded[0]).not.toContain('team-t1');
  });
});
