import { calendarEventTypes, catalogueEventTypes, gridEventTypes, policyEventTypes, postEventTypes } from '@huying/contracts';
import type { ServiceMenuAdopted } from '@huying/domain-catalogue';
import type { CalendarVersionAdopted, GridDefined, PolicyVersionAdopted, RoleAssigned, RoleEnded } from '@huying/domain-directory';

/** What cases stand on: the menu, which is intake's own, and dispatch's directory, policies and calendars. */
export type ReferenceFact = ServiceMenuAdopted | GridDefined | RoleAssigned | RoleEnded | PolicyVersionAdopted | CalendarVersionAdopted;

export const referenceTypes = {
  ServiceMenuAdopted: catalogueEventTypes.ServiceMenuAdopted,
  GridDefined: gridEventTypes.GridDefined,
  RoleAssigned: postEventTypes.RoleAssigned,
  RoleEnded: postEventTypes.RoleEnded,
  PolicyVersionAdopted: policyEventTypes.PolicyVersionAdopted,
  CalendarVersionAdopted: calendarEventTypes.CalendarVersionAdopted,
};

/** A fact with its place in its own stream, so that nothing is applied twice or backwards. */
export interface ReferenceEntry {
  readonly version: number;
  readonly fact: ReferenceFact;
}
