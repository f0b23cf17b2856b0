import { covers, happened, nothingNew, refused, type Actor, type Decision, type Role, type Secret } from '@huying/kernel';
import type { RegisterCase } from './case-commands.js';
import type { CaseFact, CaseRegistered, FirstContactAssigned } from './case-facts.js';
import type { CaseRefusal } from './case-refusals.js';
import type { CaseState } from './case-state.js';
import type { ContactWish } from './case-vocabulary.js';

const permitted: readonly Role[] = ['RES', 'FQ', 'ACC', 'SYS'];

/** 点单 (RULES §1.4 T01): registers the case and fixes its first-contact owner in the same append (I1). */
export function registerCase({ actor, data }: RegisterCase, state: CaseState): Decision<CaseFact, CaseRefusal> {
  if (state.status !== 'absent') return nothingNew; // The case's id derives from the command's: this is a repeat.
  if (!permitted.includes(actor.role)) return refused('ROLE_NOT_ALLOWED');
  if (isOfficer(actor) && !covers(actor.area, data.area)) return refused('OUTSIDE_YOUR_AREA');
  if (data.choice === undefined) return refused('SERVICE_NOT_IN_MENU', { service: data.service });
  const contactFault = faultOfContact(actor, data);
  if (contactFault !== undefined) return refused(contactFault);
  const firstContact = firstContactOf(actor, data);
  if (firstContact === undefined) return refused('NO_FIRST_CONTACT', { area: data.area });
  const registration = registrationOf(actor, data, data.choice);
  return happened<CaseFact>({ ...registration, secrets: secretsOf(data, registration.data.keyHolder) }, firstContact);
}

const isOfficer = ({ role }: Actor): boolean => role === 'FQ' || role === 'ACC';

/** Who may be left unnamed: a signed-in resident is known, so he may decline contact but not be anonymous; only staff find matters. */
const wishesOfResident: readonly ContactWish[] = ['phone', 'declined'];

function faultOfContact({ role }: Actor, { contact, resident }: RegisterCase['data']): CaseRefusal | undefined {
  if (role === 'RES' && !wishesOfResident.includes(contact)) return 'CONTACT_WISH_NOT_YOURS';
  if (contact === 'phone') return resident === undefined ? 'CONTACT_REQUIRED' : undefined;
  const namesNobody = contact === 'anonymous' || contact === 'staff-found';
  return namesNobody && resident !== undefined ? 'CONTACT_NOT_WANTED' : undefined;
}

/** The officer who was asked owns the case; what comes in online goes to the post on duty, else to the area's default post. */
export function firstContactOf(actor: Actor, { onDuty, byDefault }: Pick<RegisterCase['data'], 'onDuty' | 'byDefault'>): FirstContactAssigned | undefined {
  if (isOfficer(actor)) {
    return { type: 'FirstContactAssigned', data: { person: actor.person, unit: actor.unit ?? '', basis: 'asked' } };
  }
  if (onDuty !== undefined) return { type: 'FirstContactAssigned', data: { ...onDuty, basis: 'duty' } };
  return byDefault && { type: 'FirstContactAssigned', data: { ...byDefault, basis: 'default' } };
}

function registrationOf(actor: Actor, data: RegisterCase['data'], choice: { readonly menu: string; readonly type: CaseRegistered['data']['type'] }): CaseRegistered {
  const complainant = actor.role === 'RES' ? actor.person : data.complainant;
  const { caseId, area, service, channel, place, contact, subjectUnit } = data;
  return {
    type: 'CaseRegistered',
    data: {
      ...{ area, type: choice.type, service, menu: choice.menu, channel, place, contact },
      ...(complainant === undefined ? {} : { complainant }),
      keyHolder: complainant ?? `case:${caseId}`,
      ...(subjectUnit === undefined ? {} : { subjectUnit }),
    },
  };
}

function secretsOf({ words, resident, spot }: RegisterCase['data'], person: string): readonly Secret[] {
  return [
    { part: 'words', person, value: words },
    ...(resident === undefined ? [] : [{ part: 'contact', person, value: { name: resident.name, phone: resident.phone } }]),
    ...(spot === undefined ? [] : [{ part: 'spot', person, value: spot }]),
  ];
}
