import { join } from 'node:path';
import { until } from '@huying/chaos';
import { services } from '@huying/contracts';
import { mebibytes, seconds } from '../report.js';
import type { Stage } from '../stage.js';

const patienceMs = 600_000;

/** A mirror of all logs as they are published now. */
export async function mirror({ tool, folder, report }: Stage, name: string): Promise<string> {
  const to = join(folder, name);
  const outcome = await tool('tools/ledger/dist/main.js', ['mirror', to]);
  report.same(`the mirror ${name} was made`, [outcome.code, outcome.code === 0 ? '' : outcome.output], [0, '']);
  report.figure(`mirror ${name}`, `${seconds(outcome.seconds)}, client at most ${mebibytes(outcome.peakMebibytes)}`);
  return to;
}

/** Every log is whole in three places, and continues the mirror that was taken before. */
export async function verifyLogs(stage: Stage, mirrorBefore: string): Promise<void> {
  const { tool, report, databases } = stage;
  await untilPublished(stage);
  const outcome = await tool('tools/audit/dist/main.js', ['verify', '--against', mirrorBefore]);
  report.same('audit verify --against the mirror finds nothing', [outcome.code, outcome.code === 0 ? '' : outcome.output], [0, '']);
  const verified = new Map(
    [...outcome.answer.matchAll(/^✓ ([a-z]+): .*?(\d+), published .*?(\d+)$/gm)].map(([, log, upTo]) => [log, Number(upTo)]),
  );
  for (const service of ['intake', 'dispatch', 'volunteers'] as const)
    report.same(`audit verify went to the end of the log of ${service}`, verified.get(service), await databases.head(service));
  report.same('audit verify went through every log', [...verified.keys()].sort(), [...services].sort());
  report.figure('audit verify --against a mirror', `${seconds(outcome.seconds)}, client at most ${mebibytes(outcome.peakMebibytes)}`);
}

/** The tree is published up to the end of intake's log, by far the longest. */
async function untilPublished({ auditor, databases }: Stage): Promise<void> {
  const head = await databases.head('intake');
  await until('the tree to cover the log of intake', patienceMs, async () => {
    const [, size] = (await auditor.text('/log/intake/checkpoint')).split('\n');
    return Number(size) >= head;
  });
}
