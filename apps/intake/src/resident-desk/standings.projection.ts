import { postEventTypes, volunteerEventTypes } from '@huying/contracts';
import type { RoleAssigned, RoleEnded } from '@huying/domain-directory';
import { defineProjection, removed } from '@huying/event-bus';
import type { Fact } from '@huying/kernel';

/** As much of the volunteers' event as is needed here. */
type VolunteerRegistered = Fact<'VolunteerRegistered', { readonly person: string; readonly area: string }>;

export interface StandingRow {
  readonly person: string;
  readonly area: string;
  /** He holds a post, whose name and number the public board and the duty list need. */
  readonly inPost: boolean;
}

/** Where a person is known beside his cases: the posts that he holds or held, and as a volunteer. One row a stream. */
export const standings = defineProjection<RoleAssigned | RoleEnded | VolunteerRegistered, StandingRow>({
  name: 'standings_v1',
  types: { ...postEventTypes, VolunteerRegistered: volunteerEventTypes.VolunteerRegistered },
  columns: { person: 'text', area: 'text', inPost: 'flag' },
  indexes: [['person']],
  key: ({ stream }) => stream,
  on: {
    RoleAssigned: ({ data: { person, area } }) => ({ person, area, inPost: true }),
    RoleEnded: (_, row) => (row === undefined ? removed : { ...row, inPost: false }),
    VolunteerRegistered: ({ data: { person, area } }) => ({ person, area, inPost: false }),
  },
});
