import { derivedId } from '@huying/platform';
import { append, command } from '../contract-suite/samples.spec.js';
import { createPostgresEventStore } from '../postgres/postgres-event-store.js';

/**
 * Program of a writing process: several writers at once, each appending its commands one after the other, most to a stream of its own,
 * every fourth to one that all share. Prints one line for each command that was acknowledged. Ids follow from `seed`, so that a second
 * run of the same process asks for the same commands again.
 */
export interface WriterTask {
  readonly url: string;
  readonly seed: string;
  readonly writers: number;
  readonly commands: number;
}

/** One line of a writing process's output. */
export interface Acknowledged {
  readonly commandId: string;
  readonly stream: string;
  readonly first: number;
  readonly last: number;
  readonly repeated: boolean;
}

const { url, seed, writers, commands } = JSON.parse(process.argv[2] ?? '') as WriterTask;
const store = createPostgresEventStore({ connectionString: url, connectionsMax: 8 });

/** As far as this process has seen; behind where another process wrote to the same stream. */
const versions = new Map<string, number>();

async function reload(stream: string): Promise<void> {
  for await (const event of store.readStream(stream, versions.get(stream))) versions.set(stream, event.version);
}

async function write(writer: number): Promise<void> {
  for (let n = 0; n < commands; n += 1) {
    const what = `${seed} ${writer} ${n}`;
    const by = command(what);
    const stream = n % 4 === 0 ? `case-shared-${n % 3}` : `case-${derivedId(seed, String(writer))}`;
    for (;;) {
      const result = await store.append(append(stream, versions.get(stream) ?? 0, what, by));
      if (result.kind === 'mismatch') throw new Error('a command of our own was taken for another');
      if (result.kind === 'conflict') {
        await reload(stream);
        continue;
      }
      versions.set(stream, Math.max(result.version, versions.get(stream) ?? 0));
      const line: Acknowledged = { commandId: by.id, stream, first: result.first, last: result.last, repeated: result.repeated };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      break;
    }
  }
}

await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
await store.close();
