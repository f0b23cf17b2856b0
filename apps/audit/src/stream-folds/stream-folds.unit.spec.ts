import type { Delivery } from '@huying/event-bus';
import { decodeRecorded } from '@huying/event-store';
import { caseDecider } from '@huying/domain-case';
import { orderDecider } from '@huying/domain-order';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDeliveries, lampCase, lampStory, permitCase, permitStory } from '../case-story.spec.js';
import { happenedBy } from '../questions/happened-by.js';
import { streamFrames } from '../stream-questions/stream-frames.js';
import { streamStateAt } from '../stream-questions/stream-state.js';
import { onJune, streamStories, type AnyDecider, type StreamStory } from '../stream-story.spec.js';
import { jsonOf } from './json-of.js';
import { foldedCategories, foldOfStream } from './registered-stream-folds.js';

const lamp = lampStory();
const half = (stream: string, decider: unknown): StreamStory => ({
  stream,
  service: 'intake',
  decider: decider as AnyDecider,
  told: lamp.filter((told) => told.stream === stream),
});
const stories: readonly StreamStory[] = [...streamStories, half(`case-${lampCase}`, caseDecider), half(`order-${lampCase}`, orderDecider)];

const own = (decider: AnyDecider, events: readonly Delivery[]): unknown =>
  events.reduce<unknown>((state, { recorded }) => decider.evolve(state, decodeRecorded(recorded)), decider.initial);
const asFar = '2030-01-01T00:00:00.000+08:00';

describe('the registry of folds', () => {
  it('knows a fold for every category that is replayed, and none for what is not', () => {
    expect([...foldedCategories].sort()).toEqual([
      ...['activity', 'calendar', 'case', 'catalogue', 'foreign', 'grid', 'order', 'policy', 'post', 'resident', 'team', 'volunteer'],
    ]);
    expect([foldOfStream('audit-1'), foldOfStream('intakekeys-erased'), foldOfStream('nonsense')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe.each(stories)('a stream such as $stream', ({ stream, decider, told }) => {
  const events = asDeliveries(told);

  it('stands, whatever happened in whatever order, as whoever decides about it sees it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...told), { maxLength: 12 }), (facts) => {
        const happened = asDeliveries(facts);
        const state = own(decider, happened);
        const { details = {}, status } = streamStateAt(happened, asFar).state ?? {};
        if (status === undefined) return;
        const expected = omit(jsonOf(state) as Record<string, unknown>, 'status');
        // Adoptions also tell which version is in force; a resident's key of the latest event is the store's affair.
        if (['policy', 'calendar'].some((category) => stream.startsWith(category))) expect(details['adopted']).toEqual(expected);
        else expect(details).toEqual(omit(expected, 'latestKey'));
      }),
      { numRuns: 50 },
    );
  });

  it('has a frame for every event, and the last one leads to its state', () => {
    const frames = streamFrames(events);
    expect(frames.map(({ n }) => n)).toEqual(events.map((_, index) => index + 1));
    const last = events.at(-1)?.envelope.time ?? '';
    expect(frames.at(-1)?.after?.status).toBe(streamStateAt(events, last).state?.status);
    expect(frames[0]).toMatchObject({ before: null, sinceLastMs: null });
  });

  it('stands at the time of each event as the frames up to it say', () => {
    for (const event of events) {
      const { time } = event.envelope;
      const frames = streamFrames(happenedBy(events, time));
      expect(frames.at(-1)?.after?.status).toBe(streamStateAt(events, time).state?.status);
    }
  });
});

const omit = (value: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));

describe('a stream that turns without an event', () => {
  const standing = (stream: string, at: string) => {
    const told = streamStories.find((story) => story.stream.startsWith(stream))?.told ?? [];
    return streamStateAt(asDeliveries(told), at).state;
  };

  it('is a post that was given before it begins', () => {
    expect(
      ['2026-05-31', '2026-06-02', '2026-06-04', '2026-06-21'].map((day) => standing('post', `${day}T12:00:00+08:00`)?.status),
    ).toEqual([undefined, 'not-begun', 'held', 'ended']);
  });

  it('is a policy of which a later version begins', () => {
    const version = (day: number) => (standing('policy', onJune(day))?.details['inForce'] as { version: string } | null)?.version;
    expect([1, 3, 11, 16].map(version)).toEqual([undefined, 'v0', 'v0', 'v1']);
    expect(standing('policy', onJune(1))?.status).toBe('not-begun');
  });
});

describe('an imported case as a stream', () => {
  it('stands as the case itself does', () => {
    const events = asDeliveries(permitStory());
    expect(streamStateAt(events, asFar).state).toMatchObject({
      status: 'open',
      statusName: { en: 'Open' },
      details: { system: 'permits', holder: { unit: 'Group 1' } },
    });
    expect(events[0]?.recorded.stream).toBe(`foreign-${permitCase}`);
  });
});
