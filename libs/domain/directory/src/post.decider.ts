import { auditorRoles, epochOf, happened, nothingNew, refused, type Command, type Decider, type Fact, type Instant, type Role, type Secret } from '@huying/kernel';
import { mayActIn } from './adoption.js';

/** Who answers a contact that reaches nobody in person (RULES §1.4, T01): the post on duty, else the area's default post. */
export type FirstContactDuty = 'duty' | 'default';

/** A post: one person in one role and unit, for an area, from a moment on. A post without role carries no authority (楼栋长 …). */
export interface Assignment {
  readonly post: string;
  /** Opaque; name and phone are sealed beside it. */
  readonly person: string;
  readonly role: Role | null;
  readonly unit: string;
  readonly title: string;
  readonly area: string;
  readonly from: Instant;
  readonly firstContact?: FirstContactDuty;
  /** What the post serves, where it is less than the area. */
  readonly grids?: readonly string[];
  readonly buildings?: readonly string[];
}

export type RoleAssigned = Fact<'RoleAssigned', Assignment>;
export type RoleEnded = Fact<'RoleEnded', { readonly post: string; readonly person: string; readonly to: Instant }>;
export type PostFact = RoleAssigned | RoleEnded;

export type AssignRole = Command<'AssignRole', Assignment & { readonly name?: string; readonly phone?: string }>;
export type EndRole = Command<'EndRole', { readonly reason: string }>;
export type PostCommand = AssignRole | EndRole;

export type PostRefusal = 'OUTSIDE_YOUR_AREA' | 'POST_NOT_FOUND' | 'POST_TAKEN' | 'POST_BEGINS_IN_PAST' | 'AUDITOR_APPOINTED_BY_AUDITED';

export type PostState =
  | { readonly status: 'absent' }
  | { readonly status: 'held'; readonly assignment: Assignment }
  | { readonly status: 'ended'; readonly assignment: Assignment };

/** `post-<id>`: one person's time in one post. Whoever follows him gets a post of his own. */
export const postDecider: Decider<PostState, PostCommand, PostFact, PostRefusal> = {
  initial: { status: 'absent' },
  decide: (command, state) => (command.type === 'AssignRole' ? assign(command, state) : end(command, state)),
  evolve(state, event) {
    switch (event.type) {
      case 'RoleAssigned':
        return { status: 'held', assignment: event.data };
      case 'RoleEnded':
        return state.status === 'absent' ? state : { status: 'ended', assignment: state.assignment };
    }
  },
};

type PostDecision = ReturnType<typeof postDecider.decide>;

function assign({ data: { name, phone, ...assignment }, actor, at }: AssignRole, state: PostState): PostDecision {
  if (!mayActIn(actor, assignment.area)) return refused('OUTSIDE_YOUR_AREA', { area: assignment.area });
  if (assignment.role !== null && auditorRoles.has(assignment.role) && !appointsAuditors.has(actor.role)) return refused('AUDITOR_APPOINTED_BY_AUDITED');
  if (state.status !== 'absent') return refused('POST_TAKEN', { post: assignment.post });
  // Authority is what a person held at that moment (DESIGN §9): nobody gives it for yesterday.
  if (epochOf(assignment.from) < epochOf(at)) return refused('POST_BEGINS_IN_PAST', { from: assignment.from });
  const secrets = [sealed('name', assignment.person, name), sealed('phone', assignment.person, phone)].filter((secret) => secret !== undefined);
  return happened({ type: 'RoleAssigned', data: assignment, secrets });
}

function end({ data, actor, at }: EndRole, state: PostState): PostDecision {
  switch (state.status) {
    case 'absent':
      return refused('POST_NOT_FOUND');
    case 'ended':
      return nothingNew;
    case 'held': {
      const { post, person, area } = state.assignment;
      if (!mayActIn(actor, area)) return refused('OUTSIDE_YOUR_AREA', { area });
      return happened({ type: 'RoleEnded', data: { post, person, to: at }, secrets: [{ part: 'reason', person, value: data.reason }] });
    }
  }
}

/** The staff do not choose who audits them: the district's supervisor does, or the set-up. */
const appointsAuditors: ReadonlySet<Role> = new Set(['SUP', 'SYS']);

const sealed = (part: string, person: string, value: string | undefined): Secret | undefined =>
  value === undefined ? undefined : { part, person, value };
