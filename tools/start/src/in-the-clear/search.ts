/** What a search for words in the clear has looked at, and where it found any. */
export interface Search {
  /** `place: word`, once for each place and word. */
  readonly found: readonly string[];
  /** Rows, files or messages: a search that saw nothing proves nothing. */
  readonly searched: number;
}

/** Gathers a {@link Search} over bytes of many places. */
export class Searching implements Search {
  private readonly needles: readonly (readonly [word: string, bytes: Buffer])[];
  private readonly places = new Set<string>();
  searched = 0;

  constructor(words: readonly string[]) {
    this.needles = words.map((word) => [word, Buffer.from(word)]);
  }

  get found(): readonly string[] {
    return [...this.places];
  }

  look(place: string, content: Buffer): void {
    this.searched += 1;
    for (const [word, bytes] of this.needles) if (content.includes(bytes)) this.places.add(`${place}: ${word}`);
  }
}
