import type { Json } from '@huying/kernel';

/** A state as JSON says it: a map is an object, a set a list, and what is undefined is left out. */
export function jsonOf(value: unknown): Json {
  if (value instanceof Map) return jsonOf(Object.fromEntries(value as ReadonlyMap<string, unknown>));
  if (value instanceof Set) return jsonOf([...(value as ReadonlySet<unknown>)]);
  if (Array.isArray(value)) return (value as readonly unknown[]).map(jsonOf);
  if (typeof value !== 'object' || value === null) return value as Json;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, jsonOf(member)]),
  );
}
