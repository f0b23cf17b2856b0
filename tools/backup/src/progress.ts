import { Presets, SingleBar } from 'cli-progress';

/** Shows how far the work is. */
export interface Progress {
  /** A new part of the work begins, of about so many bytes. */
  part(label: string, bytes: number): void;
  advance(bytes: number): void;
  stop(): void;
}

export const silentProgress: Progress = { part: () => undefined, advance: () => undefined, stop: () => undefined };

/** A bar on a terminal; one line for each part where there is none. */
export function createProgress(output: NodeJS.WritableStream & { readonly isTTY?: boolean }): Progress {
  if (output.isTTY !== true) return { ...silentProgress, part: (label) => output.write(`${label} …\n`) };
  let bar: SingleBar | undefined;
  let total = 0;
  let done = 0;
  const finish = (): void => {
    bar?.update(total);
    bar?.stop();
    bar = undefined;
  };
  return {
    part(label, bytes) {
      finish();
      [total, done] = [Math.max(1, bytes), 0];
      bar = new SingleBar({ stream: output, format: `{bar} {percentage}% ${label}`, hideCursor: true }, Presets.shades_classic);
      bar.start(total, 0);
    },
    advance(bytes) {
      done += bytes;
      // The size of a part is an estimate; it never shows more than all of it.
      bar?.update(Math.min(done, total));
    },
    stop: finish,
  };
}
