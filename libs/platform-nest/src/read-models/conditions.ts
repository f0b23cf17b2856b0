/** Conditions of a WHERE clause with their values, numbered as they are added. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly texts: string[] = [];

  /** `of` gets the placeholder of each value: `add(['U-PM'], (unit) => \`unit = ${unit}\`)`. */
  add(values: readonly unknown[], of: (...placeholders: string[]) => string): this {
    const placeholders = values.map((value) => `$${String(this.values.push(value))}`);
    this.texts.push(of(...placeholders));
    return this;
  }

  /** Only where a value is given. */
  addIf(value: string | undefined, of: (placeholder: string) => string): this {
    return value === undefined ? this : this.add([value], of);
  }

  /** All of them, joined by AND: what follows WHERE. */
  get sql(): string {
    return this.texts.length === 0 ? 'true' : this.texts.join(' AND ');
  }

  /** The WHERE clause so far. */
  get where(): string {
    return `WHERE ${this.sql}`;
  }

  /** What follows FROM: the conditions, an order, and one row more than a page holds. */
  page(order: string, limit: number): string {
    this.values.push(limit + 1);
    return `${this.where} ORDER BY ${order} LIMIT $${String(this.values.length)}`;
  }
}
