import { isDeepStrictEqual } from 'node:util';

export interface Figure {
  readonly what: string;
  readonly value: string;
}

/** What a trial finds: figures, and sentences of what was not as counted. */
export class Report {
  readonly figures: Figure[] = [];
  readonly violations: string[] = [];

  /** @param given up: there are no further parts */
  constructor(
    private readonly say: (line: string) => void,
    private readonly given: AbortSignal = new AbortController().signal,
  ) {}

  /** Notes a figure that was measured. */
  figure(what: string, value: string): void {
    this.figures.push({ what, value });
    this.say(`  ${what}: ${value}`);
  }

  /** Holds what was found against what was counted apart from it. */
  same(what: string, found: unknown, counted: unknown): void {
    if (isDeepStrictEqual(found, counted)) this.say(`  ✓ ${what}`);
    else this.fault(`${what}: ${shown(found)} instead of ${shown(counted)}`);
  }

  holds(what: string, condition: boolean): void {
    if (condition) this.say(`  ✓ ${what}`);
    else this.fault(what);
  }

  note(line: string): void {
    this.say(`  ${line}`);
  }

  /**
   * One part of the trial. A fault in it is a finding; the parts after it are tried all the same.
   *
   * @throws where the trial was given up before or meanwhile: what fails for that reason is no finding
   */
  async part(name: string, work: () => Promise<void>): Promise<void> {
    this.given.throwIfAborted();
    this.say(name);
    const began = performance.now();
    try {
      await work();
    } catch (fault) {
      this.given.throwIfAborted();
      this.fault(`${name}: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
    this.say(`  (${seconds((performance.now() - began) / 1000)})`);
  }

  private fault(sentence: string): void {
    this.violations.push(sentence);
    this.say(`  ✗ ${sentence}`);
  }
}

export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} s`;
export const mebibytes = (value: number | undefined): string => (value === undefined ? 'not told here' : `${value.toFixed(0)} MiB`);
export const perSecond = (count: number, time: number): string => `${(count / time).toFixed(0)}/s`;

const charactersMax = 600;
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}
