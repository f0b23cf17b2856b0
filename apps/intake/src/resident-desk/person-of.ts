import { ProblemException } from '@huying/platform-nest';
import { residentProblems } from '../resident.problems.js';
import type { ResidentDesk } from './resident-desk.js';

/** The opaque id of whom a body names, by a case or directly. @throws ProblemException unless it names exactly one, who is known */
export async function personOf(
  desk: ResidentDesk,
  { caseId, person }: { readonly caseId?: string | undefined; readonly person?: string | undefined },
): Promise<string> {
  if ((caseId === undefined) === (person === undefined)) throw new ProblemException('NAME_ONE_SUBJECT', residentProblems.NAME_ONE_SUBJECT);
  const found = caseId === undefined ? person : await desk.keyHolderOf(caseId);
  if (found === undefined) throw new ProblemException('CASE_NOT_FOUND', residentProblems.CASE_NOT_FOUND);
  return found;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True of what may be an id in a path: anything else is nothing that we know. */
export const isId = (value: string): boolean => uuid.test(value);
