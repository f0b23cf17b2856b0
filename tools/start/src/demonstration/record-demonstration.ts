import { demoUsers } from '@huying/contracts';
import { adoptRules } from './adopt-rules.js';
import { appointPeople } from './appoint-people.js';
import { GatewayClient } from './gateway-client.js';
import { stories } from './stories.js';
import { tellStory, type Handlers } from './tell-story.js';
import { gatherVolunteers, holdActivity } from './volunteering.js';

export interface DemonstrationPlace {
  readonly gatewayUrl: string;
  readonly dispatchUrl: string;
  /** PEM. */
  readonly gatewayPrivateKey: string;
  /** When the recording first began, epoch milliseconds. */
  readonly startedAt: number;
}

export interface RecordedDemonstration {
  /** By story. */
  readonly cases: Readonly<Record<string, string>>;
}

/** So many stories are told at once; within a story one thing follows another. */
const tellersMax = 4;

/**
 * Records the demonstration neighbourhood through the services' own commands: posts, rules, volunteers, and the stories of its cases.
 * Every command has an idempotency key of its own, so repeating this adds only what is missing.
 */
export async function recordDemonstration(
  place: DemonstrationPlace,
  onProgress: (done: number, of: number) => void,
): Promise<RecordedDemonstration> {
  const client = new GatewayClient(place.gatewayUrl);
  client.remember(await appointPeople(place.dispatchUrl, place.gatewayPrivateKey));
  await adoptRules(client);
  const volunteers = await gatherVolunteers(client);
  const handlers: Handlers = {
    steward: unitOf('steward'),
    gridworker: unitOf('gridworker'),
    volunteer: { username: 'volunteer', unit: volunteers.team, person: personOf('volunteer') },
  };

  const cases: Record<string, string> = {};
  const waiting = [...stories];
  const tell = async (): Promise<void> => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
      cases[story.key] = await tellStory(client, story, handlers);
      onProgress(Object.keys(cases).length, stories.length);
    }
  };
  await Promise.all([holdActivity(client, volunteers, place.startedAt), ...Array.from({ length: tellersMax }, tell)]);
  return { cases };
}

function unitOf(username: 'steward' | 'gridworker'): Handlers['steward'] {
  const user = demoUsers.find((one) => one.username === username);
  const post = user?.posts[0];
  if (user === undefined || post === undefined) throw new Error(`no demonstration user ${username} with a post`);
  return { username, unit: post.unit, person: user.person };
}

const personOf = (username: string): string => demoUsers.find((one) => one.username === username)?.person ?? username;
