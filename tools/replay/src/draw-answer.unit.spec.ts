import type { CaseDifferenceAnswer, CaseKnowledgeAnswer, HistoryEntry, Standing, StreamReplayAnswer } from '@huying/contracts';
import { describe, expect, it } from 'vitest';
import { drawAnswer } from './draw-answer.js';
import { inkFor } from './ink.js';

const at = (day: number): string => `2026-06-${String(day)}T09:00:00.000+08:00`;
const event = (n: number, day: number, zh: string, en: string): Omit<HistoryEntry, 'data' | 'sealed' | 'digest'> => ({
  source: 'dispatch',
  position: n,
  stream: 'order-1',
  streamVersion: n,
  id: `e${String(n)}`,
  type: 't',
  name: { zh, en },
  occurredAt: at(day),
  recordedAt: at(day),
  actor: { person: 'steward-1', role: 'HAN', unit: 'U-PM', onBehalfOf: null },
  cause: null,
  policyVersion: null,
  calendarVersion: null,
});
const read = { positions: { dispatch: 7 }, parked: 0, erased: [] };
const found = { ...read, caseId: 'c1', kind: 'native', source: 'huying', originalCase: null } as const;
const standing = (status: string, zh: string, en: string): Standing => ({
  ...{ status, statusName: { zh, en }, open: true, since: null, details: {} },
  holder: { role: 'HAN', unit: 'U-PM', person: 'steward-1', post: null },
  deadlines: [{ timer: 'TM08', name: { zh: '办结', en: 'Completion' }, start: null, due: at(17), overdue: true, provisional: false }],
});
const drawn = (answer: Parameters<typeof drawAnswer>[0], lang: 'zh' | 'en' = 'en') =>
  drawAnswer(answer, { lang, ink: inkFor(false, undefined), width: 100 }).split('\n');
const rule = '─'.repeat(100);

describe('a difference', () => {
  const side = (day: number, state: Standing | null) => ({
    ...{ occurredBy: at(day), knownBy: at(30), positions: {}, foldedEvents: day - 14, state },
  });
  const difference: CaseDifferenceAnswer = {
    ...found,
    from: side(15, null),
    to: side(16, standing('S30', '办理中', 'In progress')),
    changes: [{ field: 'priority', from: 'normal', to: 'urgent' }],
    added: [event(2, 16, '签收', 'Case signed')],
    removed: [],
  };

  it('tells both sides, what differs, and by which events', () => {
    expect(drawn({ difference })).toEqual([
      'Case c1',
      'A happened by 2026-06-15 09:00:00 · known by 2026-06-30 09:00:00: Nothing had happened, or was known, by then · 1 steps',
      'B happened by 2026-06-16 09:00:00 · known by 2026-06-30 09:00:00: In progress · 2 steps',
      rule,
      'priority     normal → urgent',
      'By these events',
      '+ dispatch:2         2026-06-16 09:00:00 Case signed steward-1 · HAN · U-PM',
      rule,
      'Log positions dispatch:7',
      '',
    ]);
  });

  it('says so where nothing differs', () => {
    expect(drawn({ difference: { ...difference, changes: [], added: [] } }, 'zh')).toContain('两者没有差异');
  });
});

describe('a knowledge', () => {
  const knowledge: CaseKnowledgeAnswer = {
    ...found,
    event: { ...event(5, 18, '报办结', 'Completion reported'), data: {}, sealed: [], digest: '0' },
    seen: { dispatch: 4, intake: 3 },
    state: standing('S30', '办理中', 'In progress'),
    knownEvents: 6,
    unseen: [event(4, 18, '撤单', 'Case withdrawn')],
  };

  it('tells what had been read, how it stood by that, and what had not been read', () => {
    expect(drawn({ knowledge }).slice(1, -3)).toEqual([
      'dispatch:5         2026-06-18 09:00:00 Completion reported steward-1 · HAN · U-PM',
      'recorded 2026-06-18 09:00:00',
      rule,
      'Whoever decided had read dispatch:4 intake:3 · 6 steps',
      'To him it stood In progress · Held by handler · steward-1 · U-PM',
      'due Completion 2026-06-17 09:00:00 · overdue',
      '1 events recorded by then that he had not read',
      '  dispatch:4         2026-06-18 09:00:00 Case withdrawn steward-1 · HAN · U-PM',
    ]);
  });

  it('says so where nothing was unread', () => {
    expect(drawn({ knowledge: { ...knowledge, unseen: [] } })).toContain('He had read everything that was recorded by then');
  });
});

describe('the replay of a stream', () => {
  const held = { status: 'held', statusName: { zh: '在任', en: 'Held' } };
  const ended = { status: 'ended', statusName: { zh: '已卸任', en: 'Ended' } };
  const replay: StreamReplayAnswer = {
    ...read,
    ...{ stream: 'post-p1', category: 'post', kind: { zh: '岗位任职', en: 'Post' }, source: 'dispatch' },
    ...{ occurredBy: at(30), knownBy: at(30), state: { ...ended, details: {} } },
    frames: [
      { n: 1, event: event(1, 15, '已任命', 'Role assigned'), sinceLastMs: null, before: null, after: held, changes: [] },
      {
        ...{ n: 2, event: { ...event(2, 20, '已卸任', 'Role ended'), recordedAt: at(25) }, sinceLastMs: 1, before: held, after: ended },
        changes: [{ field: 'status', from: 'held', to: 'ended' }],
      },
    ],
  };

  it('tells each event with what it changed, and when it was recorded late', () => {
    expect(drawn({ of: 'stream', replay })).toEqual([
      'Post post-p1  dispatch',
      'Stands Ended · 2 steps',
      'happened by 2026-06-30 09:00:00 · known by 2026-06-30 09:00:00',
      rule,
      '●   1 dispatch:1         2026-06-15 09:00:00 Role assigned steward-1 · HAN · U-PM',
      '      status Held',
      '●   2 dispatch:2         2026-06-20 09:00:00 Role ended steward-1 · HAN · U-PM',
      '      status Held → Ended',
      '      recorded 2026-06-25 09:00:00',
      rule,
      'Log positions dispatch:7',
      '',
    ]);
  });

  it('cannot be told to move the cursor by what an import brought', () => {
    const [first] = replay.frames;
    if (first === undefined) throw new Error('no frame');
    const nasty = { ...first, event: { ...first.event, name: { zh: '\u001b[2J', en: '\u001b[2J' } } };
    expect(drawn({ of: 'stream', replay: { ...replay, frames: [nasty] } }).join('')).not.toContain('\u001b');
  });
});
