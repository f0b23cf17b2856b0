import type { CaseReplayAnswer, Holder, Named, ReplayFrame } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { displayWidth } from './display-width.js';
import { inkFor } from './ink.js';
import { drawTimeline } from './timeline.js';

const registered = { status: 'S00', statusName: { zh: '已登记', en: 'Registered' } };
const dispatched = { status: 'S20', statusName: { zh: '已派单待签收', en: 'Dispatched, awaiting sign-off' } };
const clerk: Holder = { role: 'FQ', person: 'clerk-1', unit: 'station', post: null };
const steward: Holder = { role: 'HAN', person: 'steward-1', unit: '物业一部', post: null };

const frame = (n: number, occurredAt: string, title: Named, more: Partial<ReplayFrame>): ReplayFrame => ({
  n,
  event: {
    source: 'intake',
    position: n,
    stream: 'case-1',
    streamVersion: n,
    id: `e${String(n)}`,
    type: 't',
    name: title,
    occurredAt,
    recordedAt: occurredAt,
    actor: { person: 'clerk-1', role: 'ACC', unit: null, onBehalfOf: null },
    cause: null,
    policyVersion: null,
    calendarVersion: null,
  },
  title,
  by: { person: 'clerk-1', role: 'ACC', unit: 'station' },
  sinceLastMs: null,
  heldBy: null,
  before: registered,
  after: registered,
  changes: [],
  holder: clerk,
  deadlines: [],
  ...more,
});

const replay: CaseReplayAnswer = {
  caseId: '019b0000-0000-7000-8000-000000000001',
  kind: 'native',
  source: 'huying',
  originalCase: null,
  positions: { intake: 2, dispatch: 1 },
  parked: 0,
  erased: [],
  occurredBy: '2026-06-20T00:00:00.000+08:00',
  knownBy: '2026-06-20T00:00:00.000+08:00',
  frames: [
    frame(1, '2026-06-15T09:00:00.000+08:00', { zh: '诉求登记', en: 'Case registered' }, { before: null }),
    frame(
      2,
      '2026-06-16T12:30:00.000+08:00',
      { zh: '派单', en: 'Case dispatched' },
      {
        sinceLastMs: 27.5 * 3_600_000,
        after: dispatched,
        holder: steward,
        changes: [
          { field: 'status', from: 'S00', to: 'S20' },
          { field: 'priority', from: 'normal', to: 'urgent' },
        ],
        deadlines: [
          {
            timer: 'TM08',
            name: { zh: '办结', en: 'Completion' },
            start: null,
            due: '2026-06-17T12:30:00.000+08:00',
            overdue: true,
            provisional: false,
          },
        ],
      },
    ),
  ],
  totalMs: 27.5 * 3_600_000,
  custody: [{ holder: clerk, heldMs: 27.5 * 3_600_000 }],
  unheld: [],
  state: { ...dispatched, open: true, since: '2026-06-16T12:30:00.000+08:00', holder: steward, deadlines: [], details: {} },
};
const plain = inkFor(false, undefined);
const lines = (lang: 'zh' | 'en', told: CaseReplayAnswer = replay) => drawTimeline(told, { lang, ink: plain, width: 100 }).split('\n');

describe('the timeline', () => {
  it('tells each step with what it changed', () => {
    expect(lines('zh').slice(0, 12)).toEqual([
      '诉求 019b0000-0000-7000-8000-000000000001  本系统',
      '现状 已派单待签收 (自 2026-06-16 12:30:00) · 2 步 · 在办 承办人 · steward-1 · 物业一部',
      '截至发生 2026-06-20 00:00:00 · 截至知悉 2026-06-20 00:00:00',
      '─'.repeat(100),
      '●   1 2026-06-15 09:00:00           诉求登记 clerk-1 · ACC · station',
      '│     状态     已登记',
      '│     持有     首问责任人 · clerk-1 · station',
      '●   2 2026-06-16 12:30:00 +1天3小时 派单     clerk-1 · ACC · station',
      '      状态     已登记 → 已派单待签收',
      '      持有     承办人 · steward-1 · 物业一部',
      '      期限     办结 2026-06-17 12:30:00 · 已超期',
      '      变化     紧急程度 normal → urgent',
    ]);
  });

  it.each(['zh', 'en'] as const)('keeps its columns straight in %s', (lang) => {
    const heads = lines(lang).filter((line) => line.startsWith('●'));
    const widths = heads.map((line) => displayWidth(line.slice(0, line.indexOf('clerk-1'))));
    expect(widths).toHaveLength(2);
    expect(new Set(widths).size).toBe(1);
  });

  it('tells who held the case how long, and how far the logs were read', () => {
    expect(lines('en').slice(-5)).toEqual([
      'Custody',
      '  first contact · clerk-1 · station  1 d 3 h',
      '  in all                             1 d 3 h (99000 s)',
      'Log positions intake:2 dispatch:1',
      '',
    ]);
  });

  it('tells when nobody held it, and why, neighbours of one reason as one, and the sum of all', () => {
    const at = (time: string): string => `2026-06-16T${time}.000+08:00`;
    const unheld = [
      { from: at('12:30:00'), to: at('12:30:10'), ms: 10_000, reason: 'ended' as const },
      { from: at('12:30:10'), to: at('12:31:00'), ms: 50_000, reason: 'ended' as const },
    ];
    expect(lines('en', { ...replay, unheld, totalMs: 27.5 * 3_600_000 + 60_000 }).slice(-5, -2)).toEqual([
      '  first contact · clerk-1 · station                         1 d 3 h',
      '  nobody (ended) 2026-06-16 12:30:00 – 2026-06-16 12:31:00  1 min',
      '  in all                                                    1 d 3 h (99060 s)',
    ]);
  });

  it('says so when nothing was known by then', () => {
    expect(lines('en', { ...replay, frames: [], state: null, custody: [] })).toContain('Nothing had happened, or was known, by then');
  });

  it('warns of events that wait and could change it', () => {
    expect(lines('zh', { ...replay, parked: 2 })).toContain('2 个事件待处理，可能改变结果');
  });

  it('says when personal parts were erased, and on what basis', () => {
    const erased = [{ at: '2026-06-21T09:00:00.000+08:00', basis: 'resident-request', erasure: 'e-1' }];
    expect(lines('en', { ...replay, erased })).toContain('Personal parts erased 2026-06-21 09:00:00 · resident-request');
  });

  it('is coloured on a terminal only, and not there when NO_COLOR is set', () => {
    const escape = '\u001b[';
    const drawn = (isTerminal: boolean, noColor?: string) =>
      drawTimeline(replay, { lang: 'zh', ink: inkFor(isTerminal, noColor), width: 100 });
    expect(drawn(true)).toContain(escape);
    expect(drawn(false)).not.toContain(escape);
    expect(drawn(true, '1')).not.toContain(escape);
  });

  it('cannot be told to move the cursor by what an import brought', () => {
    const nasty = { zh: '\u001b[2J清屏', en: '\u001b[2Jclear' };
    const [first] = replay.frames;
    if (first === undefined) throw new Error('no frame');
    expect(lines('en', { ...replay, frames: [{ ...first, title: nasty }] }).join('\n')).not.toContain('\u001b');
  });
});
