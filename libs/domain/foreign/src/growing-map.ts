/**
 * An immutable map that grows cheaply: adding keeps the old map valid and costs O(log n) amortised, where copying a `Map` would cost
 * O(n). Levels are ordinary maps that nobody changes, each at least twice as large as the next; a later level hides earlier ones.
 */
export class GrowingMap<Value> {
  static readonly empty: GrowingMap<never> = new GrowingMap<never>([]);

  private constructor(private readonly levels: readonly ReadonlyMap<string, Value>[]) {}

  get(key: string): Value | undefined {
    for (let level = this.levels.length - 1; level >= 0; level -= 1) {
      const value = this.levels[level]?.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  with(key: string, value: Value): GrowingMap<Value> {
    const levels = [...this.levels];
    let merged: ReadonlyMap<string, Value> = new Map([[key, value]]);
    for (let last = levels.at(-1); last !== undefined && last.size < 2 * merged.size; last = levels.at(-1)) {
      merged = new Map([...last, ...merged]);
      levels.pop();
    }
    return new GrowingMap<Value>([...levels, merged]);
  }

  /** Every living entry once, in the order in which keys were first added. */
  values(): IterableIterator<Value> {
    const all = new Map<string, Value>();
    for (const level of this.levels) for (const [key, value] of level) all.set(key, value);
    return all.values();
  }
}
