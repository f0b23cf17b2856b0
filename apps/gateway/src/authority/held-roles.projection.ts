import { postEventTypes, teamEventTypes, volunteerEventTypes } from '@huying/contracts';
import type { RoleAssigned, RoleEnded } from '@huying/domain-directory';
import type { TeamRegistered, VolunteerRegistered } from '@huying/domain-volunteering';
import { defineProjection } from '@huying/event-bus';
import type { Instant } from '@huying/kernel';

/** A role that somebody holds, by a post, as a volunteer, or as a team's leader. Without `heldTo` it goes on. */
export interface HeldRoleRow {
  readonly person: string;
  /** Null for posts without authority (楼栋长 and the like). */
  readonly role: string | null;
  readonly unit: string | null;
  readonly area: string;
  readonly heldFrom: Instant;
  readonly heldTo: Instant | null;
}

type AuthorityFact = RoleAssigned | RoleEnded | VolunteerRegistered | TeamRegistered;

/** Who held which role when: the gateway's own view of dispatch's posts and of volunteers' register. One row per stream. */
export const heldRoles = defineProjection<AuthorityFact, HeldRoleRow>({
  name: 'held_roles_v1',
  types: {
    RoleAssigned: postEventTypes.RoleAssigned,
    RoleEnded: postEventTypes.RoleEnded,
    VolunteerRegistered: volunteerEventTypes.VolunteerRegistered,
    TeamRegistered: teamEventTypes.TeamRegistered,
  },
  columns: { person: 'text', role: 'text', unit: 'text', area: 'text', heldFrom: 'instant', heldTo: 'instant' },
  indexes: [['person']],
  key: (event) => event.stream,
  on: {
    RoleAssigned: ({ data }) => ({
      person: data.person,
      role: data.role,
      unit: data.unit,
      area: data.area,
      heldFrom: data.from,
      heldTo: null,
    }),
    // An end without a beginning gives nobody anything.
    RoleEnded: ({ data }, row) => ({
      ...(row ?? { person: data.person, role: null, unit: null, area: '', heldFrom: data.to }),
      heldTo: data.to,
    }),
    VolunteerRegistered: ({ data, time }) => ({
      person: data.person,
      role: 'VOL',
      unit: null,
      area: data.area,
      heldFrom: time,
      heldTo: null,
    }),
    TeamRegistered: ({ data, stream, time }) => ({
      person: data.leaderPerson,
      role: 'LEA',
      unit: stream,
      area: data.area,
      heldFrom: time,
      heldTo: null,
    }),
  },
});
