import { keyEventTypes, keyOwners, type KeyOwner, type ServiceName } from '@huying/contracts';
import type { StreamDefinition } from '@huying/event-store';
import { erasedKeysDecider, type PiiErased, type RecordErased } from './erased-keys.decider.js';

/** All that a service has erased, in order, on one stream: what a key store restored from a backup has to be told again is read there. */
export const erasedKeysStream = (service: KeyOwner): string => `${service}keys-erased`;

export const isKeyOwner = (service: ServiceName): service is KeyOwner => keyOwners.some((owner) => owner === service);

/** The events are found by their erasure, as those of a case are by the case. */
export const erasedKeysStreams = (
  service: KeyOwner,
): StreamDefinition<{ readonly latest: string | undefined }, RecordErased, PiiErased, never> => ({
  decider: erasedKeysDecider,
  types: keyEventTypes[service],
  keys: (_, { latest }) => (latest === undefined ? {} : { caseKey: latest }),
});
