import { Presets, SingleBar } from 'cli-progress';

/** Shows how far an import is. What is read is known in bytes, what is done in rows. */
export interface Progress {
  read(bytes: number): void;
  sent(rows: number): void;
  /** A line of its own, beside the bar. */
  note(text: string): void;
  stop(): void;
}

export const silentProgress: Progress = { read: () => undefined, sent: () => undefined, note: () => undefined, stop: () => undefined };

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const plainEveryMs = 5_000;

/** A bar on a terminal; plain lines every few seconds where there is none. */
export function createProgress(bytes: number, output: Output & NodeJS.WritableStream): Progress {
  const rate = new Rate();
  return output.isTTY === true ? bar(bytes, output, rate) : lines(bytes, output, rate);
}

class Rate {
  private readonly began = performance.now();
  rows = 0;
  bytes = 0;

  rowsPerSecond(): number {
    return Math.round(this.rows / Math.max(0.001, (performance.now() - this.began) / 1000));
  }

  /** Seconds left, if the rest goes as what has been read. */
  eta(total: number): number {
    const seconds = (performance.now() - this.began) / 1000;
    return this.bytes === 0 ? 0 : Math.ceil((seconds * (total - this.bytes)) / this.bytes);
  }
}

function bar(total: number, stream: NodeJS.WritableStream, rate: Rate): Progress {
  const single = new SingleBar(
    { stream, format: '{bar} {percentage}% | {rows} rows 行 | {rate} rows/s | ETA {left} s', hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  const payload = () => ({ rows: rate.rows, rate: rate.rowsPerSecond(), left: rate.eta(total) });
  single.start(total, 0, payload());
  return {
    read(bytes) {
      rate.bytes += bytes;
      single.update(rate.bytes, payload());
    },
    sent(rows) {
      rate.rows += rows;
      single.update(rate.bytes, payload());
    },
    note: () => undefined, // A line would tear the bar; waiting shows in the rate.
    stop() {
      single.update(rate.bytes, payload());
      single.stop();
    },
  };
}

function lines(total: number, output: Output, rate: Rate): Progress {
  let last = performance.now();
  const line = (): void => {
    const percent = total === 0 ? 100 : Math.floor((rate.bytes / total) * 100);
    output.write(`${percent}% | ${rate.rows} rows 行 | ${rate.rowsPerSecond()} rows/s | ETA ${rate.eta(total)} s\n`);
    last = performance.now();
  };
  return {
    read(bytes) {
      rate.bytes += bytes;
    },
    sent(rows) {
      rate.rows += rows;
      if (performance.now() - last >= plainEveryMs) line();
    },
    note(text) {
      output.write(`${text}\n`);
    },
    stop: line,
  };
}
