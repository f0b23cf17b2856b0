import { describe, expect, it } from 'vitest';
import { asDeliveries, lampStory } from '../case-story.spec.js';
import { knowledgeOf } from './case-knowledge.js';

describe('what a decider had not read', () => {
  // The dispatcher's one command records the dispatch and its deadline, dispatch 2 and 3, at one moment.
  const story = lampStory().map((told) => (told.person === 'dispatcher-1' ? { ...told, seen: 'intake:2' } : told));

  it('is what another log had recorded by then beyond his reading, and nothing that he decided in the same breath', () => {
    const { seen, knownEvents, unseen } = knowledgeOf({ source: 'dispatch', position: 2 }, asDeliveries(story));
    expect(seen).toEqual({ intake: 2, dispatch: 1 });
    expect(knownEvents).toBe(3);
    expect(unseen.map(({ source, position }) => [source, position])).toEqual([['intake', 3]]);
  });

  it('is everything of the other log where the event names nothing read', () => {
    const { unseen, state } = knowledgeOf({ source: 'dispatch', position: 4 }, asDeliveries(lampStory()));
    expect(unseen.map(({ source, position }) => [source, position])).toEqual([
      ['intake', 1],
      ['intake', 2],
      ['intake', 3],
    ]);
    expect(state?.status).toBe('S20');
  });
});
