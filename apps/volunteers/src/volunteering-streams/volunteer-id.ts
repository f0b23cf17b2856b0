import { derivedId } from '@huying/platform';

/** A person is one volunteer, whoever registers him and however often: so the id hangs on the person, not on the command. */
export const volunteerIdOf = (person: string): string => derivedId('volunteer', person);
