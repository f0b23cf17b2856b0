import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { TestDatabase } from '@huying/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { all, append, command, saidIn } from '../contract-suite/samples.spec.js';
import { EventStoreUnavailable, type EventStore } from '../event-store.js';
import { migratedDatabase } from '../postgres/migrated-database.spec.js';
import { createPostgresEventStore } from '../postgres/postgres-event-store.js';

/** A wire to PostgreSQL that can swallow the next answer to an append: the request gets through, then the line is cut. */
class Wire {
  private readonly server = createServer((client) => {
    this.join(client);
  });
  private swallow: 'nothing' | 'next answer' = 'nothing';
  private refusing = false;
  readonly swallowed: Promise<void>;
  private markSwallowed!: () => void;

  private constructor(private readonly upstream: URL) {
    this.swallowed = new Promise((resolve) => (this.markSwallowed = resolve));
  }

  static async to(url: string): Promise<Wire> {
    const wire = new Wire(new URL(url));
    wire.server.listen(0, '127.0.0.1');
    await once(wire.server, 'listening');
    return wire;
  }

  get url(): string {
    const url = new URL(this.upstream);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  swallowNextAnswer(): void {
    this.swallow = 'next answer';
  }

  refuse(): void {
    this.refusing = true;
  }

  close(): void {
    this.server.close();
  }

  private join(client: Socket): void {
    const upstream = connect(Number(this.upstream.port), this.upstream.hostname);
    const hangUp = (): void => {
      client.destroy();
      upstream.destroy();
    };
    if (this.refusing) {
      hangUp();
      return;
    }
    let armed = false;
    for (const socket of [client, upstream]) socket.on('error', hangUp).on('close', hangUp);
    client.on('data', (chunk) => {
      armed ||= this.swallow === 'next answer' && chunk.includes('append_fast');
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!armed) return void client.write(chunk);
      this.swallow = 'nothing';
      this.markSwallowed();
      hangUp();
    });
  }
}

describe('an append whose answer is lost', () => {
  let database: TestDatabase;
  let wire: Wire;
  let store: EventStore;
  beforeEach(async () => {
    database = await migratedDatabase();
    wire = await Wire.to(database.applicationUrl);
    store = createPostgresEventStore({ connectionString: wire.url, patienceMs: 2_000 });
  });
  afterEach(async () => {
    await store.close();
    wire.close();
    await database.drop();
  });

  it('is looked up by its command id, and stands in the log once', async () => {
    wire.swallowNextAnswer();
    const results = await Promise.all([
      store.append(append('case-a', 0, 'one', command('1'))),
      store.append(append('case-b', 0, 'two', command('2'))),
    ]);
    await wire.swallowed;
    expect(results).toEqual([
      { kind: 'appended', first: 1, last: 1, version: 1, repeated: true },
      { kind: 'appended', first: 2, last: 2, version: 1, repeated: true },
    ]);
    expect((await all(store.readLog(0))).map(saidIn)).toEqual(['one', 'two']);
  });

  it('rejects as unavailable when the database stays away, and is answered under the same id when it is back', async () => {
    wire.swallowNextAnswer();
    wire.refuse();
    await expect(store.append(append('case-a', 0, 'one', command('1')))).rejects.toThrow(EventStoreUnavailable);
    const back = createPostgresEventStore({ connectionString: database.applicationUrl });
    const result = await back.append(append('case-a', 0, 'one', command('1')));
    expect(result).toMatchObject({ kind: 'appended', first: 1 });
    expect(await back.head()).toBe(1);
    await back.close();
  });
});
