/** Remembers token ids until they expire, in two generations, so that a token is taken once by this process. */
export class UsedTokens {
  private young = new Set<string>();
  private old = new Set<string>();
  private turnAt: number;

  constructor(
    private readonly lifetimeMs: number,
    now: number,
  ) {
    this.turnAt = now + lifetimeMs;
  }

  /** True the first time an id is seen. Ids are kept for one to two lifetimes, hence always longer than they are good. */
  takeOnce(id: string, now: number): boolean {
    if (now >= this.turnAt) {
      this.old = now >= this.turnAt + this.lifetimeMs ? new Set() : this.young;
      this.young = new Set();
      this.turnAt = now + this.lifetimeMs;
    }
    if (this.young.has(id) || this.old.has(id)) return false;
    this.young.add(id);
    return true;
  }
}
