import { covers, type Role } from '@huying/kernel';
import type { HeldRole } from '../authority/held-roles.js';
import type { LiveEvent } from './live-event.js';

/** Who listens: a person in the roles that he holds at this moment. */
export interface Listener {
  readonly person: string;
  readonly roles: readonly HeldRole[];
}

type Hears = (listener: Listener, event: LiveEvent) => boolean;

/** Officers of an area read its cases and orders; handlers and residents only their own (as `GET /v1/cases` answers them). */
const ofCases: readonly Role[] = ['FQ', 'ACC', 'DIS', 'SEC', 'ST', 'REV', 'CBK', 'SUP', 'AUD'];
const ofVolunteers: readonly Role[] = ['SEC', 'ST', 'SUP', 'AUD'];
const ofActivities: readonly Role[] = [...ofVolunteers, 'LEA', 'VOL'];
const staff: readonly Role[] = [...ofCases, 'HAN', 'HLD'];

const inRole =
  (permitted: readonly Role[]): Hears =>
  ({ roles }, { data: { area } }) =>
    area !== undefined && roles.some((held) => permitted.includes(held.role) && covers(held.area, area));

/** A menu or a policy of a district counts in all its communities, so whoever stands anywhere below it hears of it too. */
const whereItCounts =
  (permitted: readonly Role[]): Hears =>
  ({ roles }, { data: { area } }) =>
    area !== undefined && roles.some((held) => permitted.includes(held.role) && (covers(held.area, area) || covers(area, held.area ?? '')));

const officersOfCases = inRole(ofCases);
const endOfAssignment = ['ReturnApproved', 'HandlerDesignated'];

/** An inquiry must not warn the audited (DESIGN §8): who looked at personal data is for auditors, in their area. */
const forAuditors = inRole(['AUD']);
const readings = ['PiiRevealed', 'PiiRevealDenied'];

const concerned: Hears = ({ person, roles }, { name, audience }) => {
  if (audience === undefined) return false;
  const { area, complainant, handler, handlerUnit, formerHandler, formerUnit } = audience;
  const ends = endOfAssignment.includes(name);
  const handles = person === handler || (ends && person === formerHandler);
  return roles.some((held) => {
    if (held.role === 'RES') return person === complainant;
    if (held.role === 'HAN' || held.role === 'VOL' || held.role === 'LEA') return handles;
    if (held.role !== 'HLD' || held.unit === undefined || !covers(held.area, area)) return false;
    return held.unit === handlerUnit || (ends && held.unit === formerUnit);
  });
};

const ofCase: Hears = (listener, event) => {
  if (readings.includes(event.name)) return forAuditors(listener, event);
  return officersOfCases(listener, event) || concerned(listener, event);
};

/** What anyone who has signed in may read of teams and activities, anywhere. */
const announcements = ['ActivityPublished', 'ActivityCancelled', 'ActivityClosed', 'TeamRegistered'];
const inActivities = inRole(ofActivities);
const ofActivity: Hears = (listener, event) => announcements.includes(event.name) || inActivities(listener, event);

const ofReference = whereItCounts(staff);

/** By the category of the stream. What is not named here is heard by nobody. */
const hearsOf: Readonly<Record<string, Hears>> = {
  case: ofCase,
  order: ofCase,
  foreign: forAuditors,
  catalogue: ofReference,
  policy: ofReference,
  calendar: ofReference,
  grid: ofReference,
  post: ofReference,
  volunteer: inRole(ofVolunteers),
  team: ofActivity,
  activity: ofActivity,
};

/** Whether a listener may be told that an event has happened. Deny by default. */
export function hears(listener: Listener, event: LiveEvent): boolean {
  return Object.hasOwn(hearsOf, event.category) && (hearsOf[event.category]?.(listener, event) ?? false);
}
