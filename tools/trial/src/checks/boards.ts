import type { OpenWorkAsOf } from '@huying/contracts';
import { timed } from '../auditor.js';
import type { ExpectedBoard } from '../histories/expected-counts.js';
import type { Stage } from '../stage.js';

/** Boards as of each moment are what was counted while the histories were generated; before they were known, there was nothing. */
export async function checkBoards(
  { auditor, report }: Stage,
  system: string,
  boards: readonly ExpectedBoard[],
  before: string,
): Promise<void> {
  const times: number[] = [];
  for (const expected of boards) {
    const occurredBy = new Date(expected.moment).toISOString();
    const ask = (more: Readonly<Record<string, string>>) =>
      auditor.ask<OpenWorkAsOf>('/v1/audit/boards/open-work', { system, occurredBy, by: 'unit', ...more });
    const { result: board, seconds } = await timed(() => ask({}));
    times.push(seconds);
    const found: ExpectedBoard = {
      moment: expected.moment,
      open: board.open,
      ended: endedOf(board),
      colours: board.colours,
      byUnit: Object.fromEntries(board.groups.map(({ key, open }) => [key ?? '', open])),
    };
    report.same(
      `the board as of ${occurredBy}: ${String(expected.open)} open, ${String(expected.ended)} ended`,
      sorted(found),
      sorted(expected),
    );
    const unknown = await ask({ knownBy: before });
    report.same(`the same board, as known before the import`, [unknown.open, endedOf(unknown)], [0, 0]);
  }
  report.figure('board as of a moment', times.map((time) => `${(time * 1000).toFixed(0)} ms`).join(', '));
}

const endedOf = ({ ended }: OpenWorkAsOf): number => ended.reduce((sum, { cases }) => sum + cases, 0);
const sorted = (board: ExpectedBoard): object => ({
  ...board,
  byUnit: Object.fromEntries(Object.entries(board.byUnit).sort(([one], [other]) => (one < other ? -1 : 1))),
});
