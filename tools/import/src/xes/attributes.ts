/** Attributes of a trace or an event as columns: a nested one under its parent's name, a second one of a name with a number. */
export class Attributes {
  private columns = new Map<string, string>();
  private characters = 0;

  constructor(
    private readonly prefix: string,
    private readonly charactersMax: number,
  ) {}

  /** More was said than a row may hold; what came after is not kept. */
  get tooLong(): boolean {
    return this.characters > this.charactersMax;
  }

  add(path: readonly string[], value: string): void {
    const name = this.prefix + path.join('/');
    this.characters += name.length + value.length;
    if (this.tooLong) return;
    let free = name;
    for (let n = 2; this.columns.has(free); n += 1) free = `${name}#${n}`;
    this.columns.set(free, value);
  }

  get(name: string): string {
    return this.columns.get(this.prefix + name)?.trim() ?? '';
  }

  entries(): readonly (readonly [string, string])[] {
    return [...this.columns];
  }
}
