import { createPostgresKeyStore, createPrivacy } from '@huying/privacy';
import type { EventEnvelope } from '@huying/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVolunteers } from './volunteers-under-test.spec.js';

let system: Awaited<ReturnType<typeof startVolunteers>>;
beforeAll(async () => {
  system = await startVolunteers();
});
afterAll(() => system.close());

async function events(type: string): Promise<readonly EventEnvelope[]> {
  const client = new pg.Client({ connectionString: system.own.applicationUrl });
  await client.connect();
  const { rows } = await client.query<{ body: Buffer }>('SELECT body FROM event_store.event WHERE type LIKE $1', [`%.${type}.v1`]);
  await client.end();
  return rows.map(({ body }) => JSON.parse(body.toString()) as EventEnvelope);
}

describe('an approved erasure of a volunteer', () => {
  it('leaves his name and number unreadable for whoever holds every key that is left', async () => {
    const volunteer = { person: 'H077', role: 'VOL' } as const;
    const body = { area: '430304900900', name: '藏志甲乙', phone: '10012340077', retiredMember: false };
    expect((await system.post('/v1/volunteers', { as: volunteer, body })).status).toBe(201);
    const [registered] = await events('VolunteerRegistered');
    const opened = async (): Promise<unknown> => {
      const keys = createPostgresKeyStore({
        connectionString: system.keys.urlOf('huying_volunteers_keys'),
        service: 'volunteers',
        masterKey: system.masterKey,
      });
      const privacy = createPrivacy({ service: 'volunteers', keys, masterKey: system.masterKey });
      if (registered === undefined) throw new Error('nobody registered');
      return privacy.openNamed(registered.data.sealed, 'name', registered).finally(() => privacy.close());
    };
    expect(await opened()).toEqual({ kind: 'opened', value: '藏志甲乙' });

    await system.erasureApproved('H077');
    expect((await system.get('/v1/volunteers', { person: 'P01', role: 'SEC', area: '430304' })).status).toBe(200);

    expect(await opened()).toMatchObject({ kind: 'erased', tombstone: { basis: 'resident-request' } });
    expect(await events('PiiErased')).toMatchObject([
      { subject: 'volunteerskeys-erased', data: { person: 'H077', kids: [expect.any(String) as string] } },
    ]);
  });
});
