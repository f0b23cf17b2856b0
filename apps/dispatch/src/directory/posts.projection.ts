import { postEventTypes } from '@huying/contracts';
import type { FirstContactDuty, Post, PostFact } from '@huying/domain-directory';
import { defineProjection, removed } from '@huying/event-bus';
import type { Role } from '@huying/kernel';

export interface PostRow {
  readonly post: string;
  readonly person: string;
  readonly role: Role | null;
  readonly unit: string;
  readonly title: string;
  readonly area: string;
  readonly from: string;
  readonly to: string | null;
  readonly firstContact: FirstContactDuty | null;
  readonly grids: readonly string[];
  readonly buildings: readonly string[];
}

/** Every post, held or ended, without names. */
export const posts = defineProjection<PostFact, PostRow>({
  name: 'posts_v1',
  types: postEventTypes,
  columns: {
    post: 'text',
    person: 'text',
    role: 'text',
    unit: 'text',
    title: 'text',
    area: 'text',
    from: 'instant',
    to: 'instant',
    firstContact: 'text',
    grids: 'texts',
    buildings: 'texts',
  },
  indexes: [['person'], ['area', 'role']],
  key: ({ data }) => data.post,
  on: {
    RoleAssigned: ({ data: { firstContact, grids, buildings, ...assignment } }) => ({
      ...assignment,
      to: null,
      firstContact: firstContact ?? null,
      grids: grids ?? [],
      buildings: buildings ?? [],
    }),
    RoleEnded: ({ data }, row) => (row === undefined ? removed : { ...row, to: data.to }),
  },
});

/** A row as the directory's questions want it. */
export const postOf = ({ to, firstContact, ...row }: PostRow): Post => ({
  ...row,
  ...(to === null ? {} : { to }),
  ...(firstContact === null ? {} : { firstContact }),
});
