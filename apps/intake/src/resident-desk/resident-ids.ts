import type { Privacy } from '@huying/privacy';

const prefix = 'resident:';

/**
 * Opaque ids of residents without an account, whom staff register: one number is one person. The way from a number to its id is a key of
 * the key store, whose own id it is and whose subject is a keyed hash of the number. It goes with an erasure: nobody can tell afterwards
 * whose number it was, and whoever calls from it again is somebody else.
 */
export class ResidentIds {
  constructor(private readonly privacy: Pick<Privacy, 'keyedHash' | 'keys'>) {}

  async of(phone: string): Promise<string> {
    const subject = `phone:${this.privacy.keyedHash('resident', phone.replace(/\D/g, ''))}`;
    const key = (await this.privacy.keys.getOrCreate([subject])).get(subject);
    if (key === undefined) throw new Error('the key store left out a number that it was asked for');
    return `${prefix}${key.kid}`;
  }
}

const keyId = /^resident:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The key that leads from a number to this person, to be destroyed with his own; none for a person with an account. */
export function keysLeadingTo(person: string): readonly string[] {
  const kid = keyId.exec(person)?.[1];
  return kid === undefined ? [] : [kid];
}
