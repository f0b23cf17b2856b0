import { availableParallelism, loadavg } from 'node:os';
import { demoUsers } from '@huying/contracts';
import { GatewayClient, tellStory, type Handlers } from '@huying/start';
import { timed } from './auditor.js';
import { nativeStory } from './histories/native-story.js';
import type { ExpectedCounts } from './histories/expected-counts.js';
import { watchingMemory } from './machine/resident-memory.js';
import { mebibytes, perSecond, seconds } from './report.js';
import type { Stage } from './stage.js';

const tellers = 6;
const patienceMs = 3_600_000;

/** Cases that people take through the services' own commands, by the public API, several at once. Answers their ids. */
export async function takeNative({ system, report }: Stage, cases: number, seed: number): Promise<readonly string[]> {
  const handlers = { steward: handlerOf('steward'), gridworker: handlerOf('gridworker'), volunteer: handlerOf('gridworker') };
  const caseIds: string[] = [];
  let next = 0;
  const tell = async (): Promise<void> => {
    // One client each: it waits for what it has written itself, not for what the others have.
    const client = new GatewayClient(system.gateway);
    while (next < cases) caseIds.push(await tellStory(client, nativeStory(seed, next++), handlers));
  };
  const told = await timed(() => Promise.all(Array.from({ length: tellers }, tell)));
  report.figure(
    'cases through the services’ own commands',
    `${String(cases)} in ${seconds(told.seconds)} (${perSecond(cases, told.seconds)})`,
  );
  return caseIds;
}

/** Imports the file as `npm run import` does, and waits until every consumer has read every log to its end. */
export async function takeImported(stage: Stage, file: string, name: string, expected: ExpectedCounts): Promise<void> {
  const { system, databases, tool, report } = stage;
  const { result: imported, memory } = await watchingMemory(system, async () => {
    const outcome = await tool('tools/import/dist/main.js', ['--format', 'xes', '--system', name, file]);
    const caughtUp = await timed(() => databases.untilQuiet(patienceMs));
    return { outcome, caughtUp };
  });
  const { outcome, caughtUp } = imported;
  const { events, cases } = expected;
  const told =
    /rows 行数 (\d+): recorded 新记录 (\d+), corrected 更正 (\d+), unchanged 无变化 (\d+), rejected 拒绝 (\d+)\ncases 案件 (\d+)/;
  const counts = told.exec(outcome.answer)?.slice(1).map(Number);
  report.same('the import ends with, and tells', [outcome.code, counts ?? outcome.output], [0, [events, events, 0, 0, 0, cases]]);
  report.figure('import', `${String(events)} events in ${seconds(outcome.seconds)} (${perSecond(events, outcome.seconds)})`);
  report.figure('machine’s load then', `${String(loadavg()[0]?.toFixed(0))} on ${String(availableParallelism())} cores`);
  report.figure('until every consumer had all of it', `${seconds(caughtUp.seconds)} more`);
  const services = [...memory].map(([service, { before, peak }]) => `${service} ${before.toFixed(0)} → ${peak.toFixed(0)}`);
  report.figure('memory meanwhile', `importer at most ${mebibytes(outcome.peakMebibytes)}; MiB of ${services.join(', ')}`);
}

function handlerOf(username: 'steward' | 'gridworker'): Handlers['steward'] {
  const user = demoUsers.find((one) => one.username === username);
  const post = user?.posts[0];
  if (user === undefined || post === undefined) throw new Error(`no demonstration user ${username} with a post`);
  return { username, unit: post.unit, person: user.person };
}
