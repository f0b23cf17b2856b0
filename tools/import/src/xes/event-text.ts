/** The original text of the element that is being read, cut out of the text around it. Nothing else is kept. */
export class EventText {
  private text = '';
  /** Position of the first kept character in the whole file. */
  private base = 0;
  private start: number | undefined;

  constructor(private readonly charactersMax: number) {}

  add(chunk: string): void {
    this.text += chunk;
  }

  /** The element's name was just read, up to `position`. */
  begin(position: number): void {
    this.start = this.base + this.text.lastIndexOf('<', position - 1 - this.base);
  }

  /** The text of the element that ends before `position`; undefined where it was too long to be kept. */
  end(position: number): string | undefined {
    const { start } = this;
    this.start = undefined;
    return start === undefined || position - start > this.charactersMax
      ? undefined
      : this.text.slice(start - this.base, position - this.base);
  }

  /** Lets go of what is not needed once everything before `position` was read. */
  forget(position: number): void {
    if (this.start !== undefined && position - this.start > this.charactersMax) this.start = undefined;
    const from = Math.max(this.base, this.start ?? position - 64); // A tag may be open whose name is not yet read.
    this.text = this.text.slice(from - this.base);
    this.base = from;
  }
}
