import { join } from 'node:path';
import {
  compareWithDays,
  compareWithMirror,
  publishedLogs,
  readKey,
  ServedLog,
  verifierKeys,
  type DaysComparison,
  type LostRoot,
  type MirrorComparison,
} from '@huying/tool-ledger';
import type { VerifyArguments } from './audit-arguments.js';
import { Gateway } from './gateway.js';
import { meanings, verifyWholeLog, type VerifiedLog } from './verify-log.js';

/**
 * Verifies every log, and tells of each finding the service, the position and what differs.
 *
 * @returns whether nothing was found
 */
export async function verify(asked: VerifyArguments, say: (line: string) => void): Promise<boolean> {
  const gateway = await Gateway.signIn(asked);
  let sound = true;
  for (const source of asked.sources) {
    const log = await verifyWholeLog(gateway, source);
    for (const line of linesOf(log)) say(line);
    sound &&= log.findings.length === 0;
  }
  const served = (log: string): ServedLog => new ServedLog(`${asked.url}/log/${log}`, gateway.token);
  const comparedDays = await compareWithDays(asked.sources, served);
  for (const line of daysLines(comparedDays)) say(line);
  sound &&= comparedDays.lost.length === 0;
  if (asked.against === undefined) return sound;
  const vkeys = asked.keys.length > 0 ? asked.keys : await verifierKeys(asked.secrets, asked.origin);
  const keys = await Promise.all(vkeys.map(readKey));
  for (const log of publishedLogs) {
    const origin = `${asked.origin}/${log}`;
    const comparison = await compareWithMirror({
      log: served(log),
      origin,
      keys: keys.filter(({ name }) => name === origin),
      folder: join(asked.against, log),
    });
    say(comparisonLine(origin, comparison));
    sound &&= comparison.kind === 'continues' || comparison.kind === 'no-mirror';
  }
  return sound;
}

function linesOf({ source, completeUpTo, publishedUpTo, findings }: VerifiedLog): readonly string[] {
  const span = `complete up to 完整至 ${String(completeUpTo)}, published 已存证 ${String(publishedUpTo)}`;
  if (findings.length === 0) return [`✓ ${source}: ${span}`];
  return [
    `✗ ${source}: ${span}, ${String(findings.length)} findings 处异常`,
    ...findings.map(({ position, code }) => `  ${source}:${String(position)} ${code} ${meanings[code].zh} ${meanings[code].en}`),
  ];
}

function daysLines({ days, lost }: DaysComparison): readonly string[] {
  if (days === 0) return ['· daily checkpoints 每日检查点: none yet, the first follows the first day 首日结束后才有'];
  if (lost.length === 0) return [`✓ daily checkpoints 每日检查点: ${String(days)}, all continued by today's logs 今日日志均与之延续`];
  return lost.map(({ source, size, position, recordedAt, kind }) => {
    const then = `✗ ${source}: audit:${String(position)} of ${recordedAt} recorded ${String(size)} entries`;
    return `${then}${todayOf[kind]}`;
  });
}

const todayOf: Readonly<Record<LostRoot['kind'], string>> = {
  'went-back': ', there are fewer: the log became shorter 日志变短',
  rewritten: ' with another root: history was rewritten 历史被改写',
  damaged: '; whether it has them still cannot be told: its files contradict its checkpoint 日志文件损坏，无法判定',
};

function comparisonLine(origin: string, comparison: MirrorComparison): string {
  switch (comparison.kind) {
    case 'no-mirror':
      return `· ${origin}: no checkpoint in the mirror 镜像中没有检查点`;
    case 'continues':
      return `✓ ${origin}: ${String(comparison.size)} entries continue the mirror's ${String(comparison.before)} 延续镜像`;
    case 'went-back':
      return `✗ ${origin}: ${String(comparison.size)} entries, the mirror has ${String(comparison.before)}: the log became shorter 日志变短`;
    case 'rewritten':
      return (
        `✗ ${origin}: signed, but does not continue the mirror's checkpoint of ${String(comparison.before)} entries: history was rewritten ` +
        `${comparison.position === undefined ? '' : `from position ${String(comparison.position)} on `}历史被改写`
      );
  }
}
