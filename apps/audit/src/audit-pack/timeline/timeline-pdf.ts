import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TimelinePage } from './timeline-page.js';

/**
 * Draws timelines as PDF, in a thread of its own: opening the font and cutting out the characters used takes some hundred milliseconds
 * of computing, in which the service must go on answering. The font is embedded as far as it is used.
 */
export class TimelinePrinter {
  private readonly worker = new Worker(new URL('../../../bin/draw-timeline.worker.mjs', import.meta.url));

  /**
   * One file of these pages, each from a new sheet on; ask for one file after the other.
   *
   * @param made stands in the file as its date, so that the same pages give the same bytes
   */
  async draw(pages: readonly [TimelinePage, ...TimelinePage[]], made: string): Promise<Uint8Array> {
    this.worker.postMessage({ pages, made });
    const [answer] = (await once(this.worker, 'message')) as [Uint8Array];
    return answer;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
