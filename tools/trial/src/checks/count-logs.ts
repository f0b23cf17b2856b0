import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { Ordinals } from '@huying/platform';

export interface Counted {
  readonly cases: number;
  readonly events: number;
}

/** Lines of a file, unpacked where its name says that it is packed. */
function linesOf(path: string): AsyncIterable<string> {
  const bytes = createReadStream(path);
  return createInterface({ input: path.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes, crlfDelay: Infinity });
}

/** Traces and events of an exported XES log by the system of the case, counted by its lines: no XML is read for it, and nothing kept. */
export async function countXes(path: string): Promise<ReadonlyMap<string, Counted>> {
  const counts = new Map<string, { cases: number; events: number }>();
  let present = { cases: 0, events: 0 };
  for await (const line of linesOf(path)) {
    if (line.startsWith('<trace>')) {
      const system = /"huying:system" value="([^"]*)"/.exec(line)?.[1] ?? '';
      present = counts.get(system) ?? { cases: 0, events: 0 };
      counts.set(system, present);
      present.cases += 1;
    }
    if (line.startsWith('<event>')) present.events += 1;
  }
  return counts;
}

interface Entity {
  readonly id: string;
  readonly type: string;
  readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
}

/** Case objects and events of an exported OCEL log, line by line. Every event has one case, which was written before it; every id is its own. */
export async function countOcel(path: string): Promise<Counted & { readonly astray: number; readonly parked: unknown }> {
  const ids = new Ordinals();
  const counted = { cases: 0, events: 0, astray: 0 };
  let parked: unknown;
  let among: 'objects' | 'events' | undefined;
  for await (const line of linesOf(path)) {
    if (line.startsWith('{"objects":[')) among = 'objects';
    else if (line.startsWith('"events":[')) among = 'events';
    else if (line.startsWith('"huying":')) parked = (JSON.parse(`{${line}`) as { huying: { parked: unknown } }).huying.parked;
    else if (among !== undefined && line.startsWith('{"id":')) {
      const entity = JSON.parse(line.replace(/\]?,$/, '')) as Entity;
      if (ids.next(`${among} ${entity.id}`) > 1) counted.astray += 1;
      if (among === 'events') {
        counted.events += 1;
        const cases = entity.relationships.filter(({ qualifier }) => qualifier === 'case');
        if (cases.length !== 1 || !cases.every(({ objectId }) => ids.has(`objects ${objectId}`))) counted.astray += 1;
      } else if (entity.type === 'case') counted.cases += 1;
    }
  }
  return { ...counted, parked };
}
