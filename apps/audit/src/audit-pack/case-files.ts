import type { CaseReplayAnswer } from '@huying/contracts';
import type { Delivery } from '@huying/event-bus';
import type { Receipts } from '../case-proof/receipts.js';
import { attachmentsOf } from './attachments.js';
import { jsonFile, textFile, type PackFile } from './pack-file.js';
import { provenEvents } from './proven-events.js';
import { rulesUsed } from './rules-used.js';
import { timelineHtml } from './timeline/timeline-html.js';
import { timelinePage } from './timeline/timeline-page.js';
import type { TimelinePrinter } from './timeline/timeline-pdf.js';

/** A case as a pack tells it: its events, and the replay that they lead to. */
export interface PackedCase {
  readonly replay: CaseReplayAnswer;
  readonly events: readonly Delivery[];
}

/** @param printer draws the timeline as PDF, too */
export async function* caseFiles(
  { replay, events }: PackedCase,
  made: string,
  receipts: Receipts,
  printer: TimelinePrinter | undefined,
): AsyncGenerator<PackFile> {
  const folder = `cases/${replay.caseId}`;
  const { frames, custody, ...about } = replay;
  yield jsonFile(`${folder}/case.json`, { ...about, events: events.length });
  yield* provenEvents(folder, events, receipts);
  yield jsonFile(`${folder}/frames.json`, { frames, custody });
  yield jsonFile(`${folder}/attachments.json`, attachmentsOf(events));
  yield jsonFile(`${folder}/rules.json`, rulesUsed(events));
  const [zh, en] = [timelinePage(replay, made, 'zh'), timelinePage(replay, made, 'en')];
  yield textFile(`${folder}/timeline.zh.html`, timelineHtml(zh));
  yield textFile(`${folder}/timeline.en.html`, timelineHtml(en));
  if (printer !== undefined) yield { path: `${folder}/timeline.pdf`, content: await printer.draw([zh, en], made) };
}
