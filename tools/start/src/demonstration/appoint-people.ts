import { createPrivateKey } from 'node:crypto';
import { demoArea, demoUsers, type AssignRoleBody } from '@huying/contracts';
import { newId } from '@huying/platform';
import { internalTokenHeader, signInternalCall } from '@huying/platform-nest';
import { GatewayRefusal } from './gateway-client.js';

/** Who makes the first posts, when nobody holds one yet (BRIEF: role SYS). */
const setupActor = { person: 'system:setup', role: 'SYS', area: demoArea.district } as const;

/**
 * Gives the demonstration's people their posts, through dispatch's own command. A new installation has nobody who could, so these calls
 * are signed as the gateway signs its own, once.
 *
 * @returns the last position written, as `Huying-Seen` tells it.
 */
export async function appointPeople(dispatchUrl: string, gatewayPrivateKey: string): Promise<string | null> {
  const key = createPrivateKey(gatewayPrivateKey);
  let seen: string | null = null;
  for (const { person, zh, posts } of demoUsers) {
    for (const { post, role, unit, title, area, firstContact } of posts) {
      const body: AssignRoleBody = {
        person,
        role: role as NonNullable<AssignRoleBody['role']>,
        unit,
        title,
        area,
        name: zh,
        ...(firstContact === undefined ? {} : { firstContact }),
      };
      const bytes = Buffer.from(JSON.stringify(body));
      const call = { audience: 'dispatch', method: 'POST', path: '/v1/posts', body: bytes };
      const caller = { actor: setupActor, correlationId: newId(), idempotencyKey: `demo-post-${post}` };
      const response = await fetch(`${dispatchUrl}/v1/posts`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [internalTokenHeader]: signInternalCall(key, call, caller, { now: Date.now(), id: newId() }),
        },
        body: bytes,
      });
      if (!response.ok) throw new GatewayRefusal(`POST /v1/posts ${post}`, response.status, (await response.json()) as object);
      await response.body?.cancel();
      seen = response.headers.get('huying-seen') ?? seen;
    }
  }
  return seen;
}
