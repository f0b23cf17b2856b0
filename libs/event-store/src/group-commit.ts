/** What a {@link GroupCommit} needs to know. */
export interface GroupCommitOptions<Item, Answer> {
  /** Items in one batch, at most. */
  readonly batchMax: number;
  /** Batches under way at once. */
  readonly lanes: number;
  /** Items that share a key are never in two batches under way at once, and keep their order. */
  readonly keysOf: (item: Item) => readonly string[];
  /** Carries out a batch; each item's answer or failure in its place. MUST NOT reject. */
  readonly send: (batch: readonly Item[]) => Promise<readonly Settled<Answer>[]>;
}

/** How one item of a batch ended. */
export type Settled<Answer> = { readonly answer: Answer } | { readonly failure: Error };

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly keys: readonly string[];
  resolve(answer: Answer): void;
  reject(failure: Error): void;
}

/**
 * Gathers concurrent requests into batches, so that one commit carries many. While all lanes are busy requests pile up; a lane that
 * comes free takes all that wait. Under low load a request leaves at the end of the present turn of the event loop: no timer.
 */
export class GroupCommit<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private readonly underWay = new Set<string>();
  private lanesBusy = 0;
  private scheduled = false;
  private closing: (() => void) | undefined;

  constructor(private readonly options: GroupCommitOptions<Item, Answer>) {}

  submit(item: Item): Promise<Answer> {
    if (this.closing !== undefined) return Promise.reject(new Error('closed'));
    return new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ item, keys: this.options.keysOf(item), resolve, reject });
      this.schedule();
    });
  }

  /** Takes no more; resolves once all that was taken has been answered. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.closing = resolve;
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.fillLanes();
    });
  }

  private fillLanes(): void {
    while (this.lanesBusy < this.options.lanes) {
      const batch = this.takeBatch();
      if (batch.length === 0) break;
      this.lanesBusy += 1;
      void this.carry(batch);
    }
    if (this.lanesBusy === 0 && this.waiting.length === 0) this.closing?.();
  }

  /** The oldest items whose keys are free, in order; an item whose key is taken holds back later ones with that key. */
  private takeBatch(): Waiting<Item, Answer>[] {
    const batch: Waiting<Item, Answer>[] = [];
    const heldBack: Waiting<Item, Answer>[] = [];
    const taken = new Set(this.underWay);
    for (const [index, entry] of this.waiting.entries()) {
      if (batch.length >= this.options.batchMax) {
        heldBack.push(...this.waiting.slice(index));
        break;
      }
      if (entry.keys.some((key) => taken.has(key))) {
        for (const key of entry.keys) taken.add(key);
        heldBack.push(entry);
      } else {
        for (const key of entry.keys) this.underWay.add(key);
        batch.push(entry);
      }
    }
    this.waiting = heldBack;
    return batch;
  }

  private async carry(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    const settled = await this.options.send(batch.map((entry) => entry.item));
    this.lanesBusy -= 1;
    for (const [index, entry] of batch.entries()) {
      for (const key of entry.keys) this.underWay.delete(key);
      const end = settled[index] ?? { failure: new Error('a batch came back short') };
      if ('answer' in end) entry.resolve(end.answer);
      else entry.reject(end.failure);
    }
    this.schedule();
  }
}
