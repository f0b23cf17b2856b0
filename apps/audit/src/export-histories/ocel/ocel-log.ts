import { Ordinals } from '@huying/platform';
import type { AttributeType, ExportedCase, ExportedStep, KnownToExport } from '../exported-case.js';
import { caseObjectId, objectsOfCase, objectTypes, relationshipsOf } from './ocel-objects.js';

export interface OcelSource {
  /** The cases, the same ones at every call: objects and events are written one after the other. */
  readonly cases: () => AsyncIterable<ExportedCase>;
  /** Of the given cases, those that are exported. */
  readonly among: (caseIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Told in a member `huying` beside the four of the standard, which has no place for it. */
  readonly known: KnownToExport;
}

/**
 * An object-centric event log in OCEL 2.0 JSON, part by part: cases, orders, units, persons, posts and pieces of evidence are objects; a
 * step is an event, related to each of them by what they are to it. What grows in memory is twelve to sixteen bytes per object, by which it
 * is known to have been written, and the names of the activities.
 */
export async function* ocelLog({ cases, among, known }: OcelSource): AsyncGenerator<string> {
  const written = new Ordinals();
  yield '{"objects":[';
  yield* members(objects(cases(), among, written));
  yield '],\n"events":[';
  const types = new Map<string, Map<string, AttributeType>>();
  yield* members(events(cases(), written, types));
  yield `],\n"objectTypes":${JSON.stringify(Object.entries(objectTypes).map(([name, attributes]) => typeOf(name, Object.entries(attributes))))}`;
  yield `,\n"eventTypes":${JSON.stringify([...types].map(([name, attributes]) => typeOf(name, [...attributes])))}`;
  yield `,\n"huying":${JSON.stringify(known)}}\n`;
}

async function* members(values: AsyncIterable<object>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const value of values) {
    yield separator + JSON.stringify(value);
    separator = ',\n';
  }
}

async function* objects(cases: AsyncIterable<ExportedCase>, among: OcelSource['among'], written: Ordinals): AsyncGenerator<object> {
  for await (const each of cases) {
    const linked = await among(each.links.map(({ caseId }) => caseId));
    for (const object of objectsOfCase(each, linked)) if (written.next(object.id) === 1) yield object;
  }
}

async function* events(
  cases: AsyncIterable<ExportedCase>,
  written: Ordinals,
  types: Map<string, Map<string, AttributeType>>,
): AsyncGenerator<object> {
  for await (const each of cases) {
    // A case may have come into the selection since the objects were written, by a correction of what it is selected by.
    if (!written.has(caseObjectId(each.caseId))) continue;
    for (const step of each.steps) {
      const attributes = attributesOf(step);
      const known = types.get(step.activity) ?? new Map<string, AttributeType>();
      for (const { name, type } of attributes) known.set(name, type);
      types.set(step.activity, known);
      yield {
        id: step.id,
        type: step.activity,
        time: step.at,
        attributes: attributes.map(({ name, value }) => ({ name, value })),
        relationships: relationshipsOf(each, step),
      };
    }
  }
}

function attributesOf({ transition, role, instance, attributes }: ExportedStep): ExportedStep['attributes'] {
  const named = { transition, role, instance };
  return [
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [{ name, type: 'string' as const, value }])),
    ...attributes,
  ];
}

const names: Readonly<Record<AttributeType, string>> = { string: 'string', date: 'time', int: 'integer', boolean: 'boolean' };

const typeOf = (name: string, attributes: readonly (readonly [string, AttributeType])[]): object => ({
  name,
  attributes: attributes.map(([attribute, type]) => ({ name: attribute, type: names[type] })),
});
