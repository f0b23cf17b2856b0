import { gridDecider, postDecider, type Grid, type GridDefined, type PostFact, type PostState } from '@huying/domain-directory';
import { epochOf } from '@huying/kernel';
import { deciderFold, named } from './decider-fold.js';
import type { StreamFold } from './stream-fold.js';

/** `post-<id>`: one person's time in one post. It may be given before it begins. */
const post: StreamFold = deciderFold<PostState, PostFact>({
  category: 'post',
  kind: { zh: '岗位任职', en: 'Post' },
  decider: postDecider,
  statusOf(state, at) {
    if (state.status === 'absent') return undefined;
    return state.status === 'held' && epochOf(at) < epochOf(state.assignment.from) ? 'not-begun' : state.status;
  },
  nameOf: named({
    'not-begun': { zh: '尚未到任', en: 'Not begun' },
    held: { zh: '在任', en: 'Held' },
    ended: { zh: '已卸任', en: 'Ended' },
  }),
});

/** `grid-<id>`: a grid and its buildings. */
const grid: StreamFold = deciderFold<Grid | undefined, GridDefined>({
  category: 'grid',
  kind: { zh: '网格', en: 'Grid' },
  decider: gridDecider,
  statusOf: (state) => (state === undefined ? undefined : 'defined'),
  nameOf: named({ defined: { zh: '已划定', en: 'Defined' } }),
});

export const directoryFolds: readonly StreamFold[] = [post, grid];
