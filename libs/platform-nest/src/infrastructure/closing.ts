interface Closable {
  close(): Promise<unknown>;
}

/** Closes things in the opposite order of their opening; one that fails to close does not keep the others open. */
export class Closing {
  private readonly opened: Closable[] = [];
  private closed: Promise<void> | undefined;

  afterUse<T extends Closable>(thing: T): T {
    this.opened.push(thing);
    return thing;
  }

  /** Safe to call twice. @throws the first fault, once everything has been tried. */
  close(): Promise<void> {
    this.closed ??= this.closeAll();
    return this.closed;
  }

  private async closeAll(): Promise<void> {
    const faults: unknown[] = [];
    for (const thing of this.opened.reverse()) {
      await thing.close().catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw new AggregateError(faults, 'some connections did not close', { cause: faults[0] });
  }
}
