import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { startEmbeddedPostgres, temporaryDataFolder, type EmbeddedPostgres } from '@huying/platform/embedded-postgres';
import { logReaderRole, provisionDatabase, provisionRoles, rolesOf } from '@huying/platform/provisioning';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, append, command, saidIn } from '../contract-suite/samples.spec.js';
import { createPostgresEventStore } from '../postgres/postgres-event-store.js';
import { createLogReader } from '../postgres/postgres-log-reader.js';
import { migrate } from '../postgres/migrated-database.spec.js';
import { refuseRestoredBackup } from '../restored-backup.js';
import type { EventStore } from '../event-store.js';

const { owner, application, reader } = rolesOf('intake');

/** As an operator would: with owner and mode, which PostgreSQL insists on. */
const copy = (from: string, to: string): void => void execFileSync('cp', ['-a', from, to]);

describe('a log whose PostgreSQL goes away', () => {
  let dataDir: string;
  let postgres: EmbeddedPostgres;
  const password = randomBytes(24).toString('base64url');
  const start = async (port?: number): Promise<void> => {
    postgres = await startEmbeddedPostgres({ dataDir, password, ...(port === undefined ? {} : { port }) });
  };
  const urlOf = (role: string): string => {
    const url = new URL(postgres.url('huying_intake'));
    url.username = role;
    return url.href;
  };
  const openStore = (): EventStore => createPostgresEventStore({ connectionString: urlOf(application), patienceMs: 30_000 });

  beforeEach(async () => {
    dataDir = await temporaryDataFolder('restart');
    await start();
    await provisionRoles(postgres.url(), ['intake'], () => password);
    await provisionDatabase(postgres.url(), { database: 'huying_intake', owner, guests: [application, logReaderRole] });
    await migrate(urlOf(owner), { applicationRole: application, logReaderRole });
  });
  afterEach(async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('records every command once through two restarts under load, and wakes its readers again', async () => {
    const { port } = postgres;
    const store = openStore();
    const tail = createLogReader({ connectionString: urlOf(reader), patienceMs: 30_000 });
    const commands = 400;
    let acknowledged = 0;
    const milestone = (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (acknowledged >= count) resolve();
          else setImmediate(look);
        };
        look();
      });
    const writer = async (w: number): Promise<void> => {
      for (let n = 0; n < commands; n += 1) {
        const result = await store.append(append(`case-${w}`, n, `${w} ${n}`));
        expect(result).toMatchObject({ kind: 'appended', version: n + 1 });
        acknowledged += 1;
      }
    };
    const load = Promise.all(Array.from({ length: 8 }, (_, w) => writer(w)));
    const seen: string[] = [];
    const tailing = (async () => {
      while (seen.length < 8 * commands) seen.push(...(await tail.read(seen.length, 100)).map(saidIn));
    })();
    for (const count of [500, 1_500]) {
      await milestone(count);
      await postgres.stop();
      await start(port);
    }
    await load;
    await tailing;
    const log = await all(store.readLog(0));
    expect(log).toHaveLength(8 * commands);
    expect(new Set(log.map(saidIn)).size).toBe(8 * commands);
    expect(seen).toEqual(log.map(saidIn));
    await tail.close();
    await store.close();
  });

  it('refuses to start on a restored older backup', async () => {
    const before = openStore();
    await before.append(append('case-a', 0, 'in the backup'));
    await before.close();
    await postgres.stop();
    const backup = `${postgres.folder}-backup`;
    copy(postgres.folder, backup);
    await start();
    const after = openStore();
    await after.append(append('case-a', 1, 'lost with the disk', command('lost')));
    const checkpoint = { name: 'consumer audit/copy', position: await after.head() };
    await refuseRestoredBackup('intake', after, [checkpoint]);
    await after.close();
    await postgres.stop();

    await rm(postgres.folder, { recursive: true });
    copy(backup, postgres.folder);
    await start();
    const restored = openStore();
    await expect(refuseRestoredBackup('intake', restored, [checkpoint])).rejects.toThrow(
      'The log of intake ends at position 1, but consumer audit/copy has seen 2.',
    );
    await restored.close();
  });
});
