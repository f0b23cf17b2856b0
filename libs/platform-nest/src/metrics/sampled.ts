/**
 * Something that is asked from time to time at most, however often somebody looks: scrapes must not load what they measure. Those who
 * look meanwhile share one question, and an answer is kept for `keepMs`.
 */
export class Sampled<Value> {
  private taken: { readonly at: number; readonly value: Promise<Value | undefined> } | undefined;

  constructor(
    private readonly ask: () => Promise<Value>,
    private readonly options: { readonly keepMs: number; readonly timeoutMs: number; readonly onFailure: () => void },
  ) {}

  /** The value, or undefined when it could not be had in time. Never rejects. */
  now(): Promise<Value | undefined> {
    const at = performance.now();
    if (this.taken === undefined || at - this.taken.at >= this.options.keepMs) this.taken = { at, value: this.asked() };
    return this.taken.value;
  }

  private async asked(): Promise<Value | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), this.options.timeoutMs);
    });
    try {
      return await Promise.race([this.ask(), late]);
    } catch {
      this.options.onFailure();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }
}
