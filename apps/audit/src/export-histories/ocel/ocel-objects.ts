import type { AttributeType, ExportedAttribute, ExportedCase, ExportedStep } from '../exported-case.js';

/** Types of objects, and what is told of each. */
export const objectTypes = {
  case: {
    system: 'string',
    kind: 'string',
    area: 'string',
    service: 'string',
    type: 'string',
    channel: 'string',
    department: 'string',
    responsible: 'string',
    group: 'string',
    status: 'string',
    startdate: 'date',
    enddate: 'date',
    deadline: 'date',
    enddate_planned: 'date',
    name: 'string',
  },
  order: {},
  unit: {},
  person: {},
  post: {},
  evidence: { kind: 'string', mediaType: 'string', bytes: 'int' },
} as const satisfies Record<string, Readonly<Record<string, AttributeType>>>;

type ObjectType = keyof typeof objectTypes;

interface Relationship {
  readonly objectId: string;
  readonly qualifier: string;
}

interface OcelObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly attributes: readonly { readonly name: string; readonly time: string; readonly value: ExportedAttribute['value'] }[];
  readonly relationships: readonly Relationship[];
}

/** What OCEL 2.0 takes for an attribute that an object has always had. */
const always = '1970-01-01T00:00:00.000Z';

const idOf = (type: ObjectType, id: string): string => `${type}:${id}`;
export const caseObjectId = (caseId: string): string => idOf('case', caseId);
const orderId = (stream: string): string => idOf('order', stream.slice(stream.indexOf('-') + 1));
/** Who acts in another system is nobody of ours, even by the same name. */
const within = (system: string, id: string): string => (system === 'huying' ? id : `${system}/${id}`);

/** @param linked those of the cases that it refers to which are exported too */
export function objectsOfCase(exported: ExportedCase, linked: ReadonlySet<string>): readonly OcelObject[] {
  const { caseId, name, attributes, orders, links, steps } = exported;
  const relationships = [
    ...orders.map((stream) => ({ objectId: orderId(stream), qualifier: 'order' })),
    ...links.filter((link) => linked.has(link.caseId)).map((link) => ({ objectId: caseObjectId(link.caseId), qualifier: link.kind })),
  ];
  const named: readonly ExportedAttribute[] = [...attributes, { name: 'name', type: 'string', value: name }];
  return [
    objectOf(caseObjectId(caseId), 'case', named, distinct(relationships)),
    ...orders.map((stream) => objectOf(orderId(stream), 'order')),
    ...steps.flatMap((step) => objectsOfStep(exported, step)),
  ];
}

function objectsOfStep({ system }: ExportedCase, { resource, group, about }: ExportedStep): readonly OcelObject[] {
  return [
    ...(resource === undefined ? [] : [objectOf(idOf('person', within(system, resource)), 'person')]),
    ...(group === undefined ? [] : [objectOf(idOf('unit', within(system, group)), 'unit')]),
    ...about
      .filter(({ object }) => object !== 'order')
      .map(({ object, id, attributes = [] }) => objectOf(idOf(object, within(system, id)), object, attributes)),
  ];
}

/** The objects that a step is about, each with what it is to the step. */
export function relationshipsOf({ caseId, system }: ExportedCase, { resource, group, about }: ExportedStep): readonly Relationship[] {
  return distinct([
    { objectId: caseObjectId(caseId), qualifier: 'case' },
    ...(resource === undefined ? [] : [{ objectId: idOf('person', within(system, resource)), qualifier: 'actor' }]),
    ...(group === undefined ? [] : [{ objectId: idOf('unit', within(system, group)), qualifier: 'acting unit' }]),
    ...about.map(({ object, id, qualifier }) => ({
      objectId: object === 'order' ? orderId(id) : idOf(object, within(system, id)),
      qualifier,
    })),
  ]);
}

function objectOf(
  id: string,
  type: ObjectType,
  attributes: readonly ExportedAttribute[] = [],
  relationships: readonly Relationship[] = [],
): OcelObject {
  const known: Readonly<Record<string, AttributeType>> = objectTypes[type];
  const told = attributes.filter(({ name }) => Object.hasOwn(known, name));
  return { id, type, attributes: told.map(({ name, value }) => ({ name, time: always, value })), relationships };
}

function distinct(relationships: readonly Relationship[]): readonly Relationship[] {
  const byName = new Map(relationships.map((each) => [`${each.qualifier} ${each.objectId}`, each]));
  return [...byName.values()];
}
