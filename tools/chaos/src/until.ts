import { setTimeout as pause } from 'node:timers/promises';

/** A condition that did not come true in the time that it was given. */
export class OutOfPatience extends Error {
  override readonly name = 'OutOfPatience';
}

/**
 * Resolves when the condition holds; while asking fails, it does not hold.
 *
 * @param what completes "waited … for"
 */
export async function until(what: string, patienceMs: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  let last: unknown;
  for (;;) {
    try {
      if (await holds()) return;
    } catch (fault) {
      last = fault;
    }
    if (Date.now() > end) throw new OutOfPatience(`waited ${String(patienceMs / 1000)} s for ${what}`, { cause: last });
    await pause(20);
  }
}
