import { covers, epochOf, type Instant, type Role } from '@huying/kernel';
import type { Assignment } from './post.decider.js';

/** A post with its end, where it has ended. */
export interface Post extends Assignment {
  readonly to?: Instant;
}

/** True from the first moment of the post until the moment of its end, that one excluded. */
export function isHeldAt(post: Post, at: Instant): boolean {
  const moment = epochOf(at);
  return epochOf(post.from) <= moment && (post.to === undefined || moment < epochOf(post.to));
}

/** The posts that count for a place at a moment. */
export const postsFor = (posts: readonly Post[], area: string, at: Instant): readonly Post[] =>
  posts.filter((post) => covers(post.area, area) && isHeldAt(post, at));

/** The roles that a person held for a place at a moment. */
export const rolesOf = (posts: readonly Post[], person: string, area: string, at: Instant): ReadonlySet<Role> =>
  new Set(postsFor(posts, area, at).flatMap((post) => (post.person === person && post.role !== null ? [post.role] : [])));

/** Who held a role for a place at a moment. */
export const holdersOf = (posts: readonly Post[], role: Role, area: string, at: Instant): readonly Post[] =>
  postsFor(posts, area, at).filter((post) => post.role === role);

/** The post by which a person of a unit may be given orders there: he handles, or leads those who do. */
export const handlerPost = (posts: readonly Post[], unit: string, person: string, area: string, at: Instant): Post | undefined =>
  postsFor(posts, area, at).find((post) => post.unit === unit && post.person === person && (post.role === 'HAN' || post.role === 'HLD'));

/**
 * The post that owns a contact which reached nobody in person (T01): on duty before default, the nearest area before a wider one,
 * the longest held before the newest.
 */
export function firstContactPost(posts: readonly Post[], area: string, at: Instant): Post | undefined {
  return postsFor(posts, area, at)
    .filter((post) => post.firstContact !== undefined)
    .toSorted(
      (a, b) =>
        Number(b.firstContact === 'duty') - Number(a.firstContact === 'duty') ||
        b.area.length - a.area.length ||
        epochOf(a.from) - epochOf(b.from),
    )[0];
}
