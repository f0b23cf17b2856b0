import type { CaseReplayAnswer, Holder, ReplayFrame, RunningDeadline } from '@huying/contracts';
import { clockTime, duration, roleName, word, type Language } from './timeline-words.js';

/** A timeline for people, before it becomes HTML or PDF. */
export interface TimelinePage {
  readonly lang: Language;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly stepsTitle: string;
  readonly steps: readonly Step[];
  readonly custodyTitle: string;
  readonly custody: readonly Fact[];
  readonly footer: string;
}

export interface Fact {
  readonly name: string;
  readonly text: string;
}

export interface Step {
  readonly n: number;
  /** The case changed its state at this step. */
  readonly moved: boolean;
  readonly at: string;
  readonly title: string;
  readonly by: string;
  /** Where the event stands: `intake:12`, by which its bytes and its receipt are named. */
  readonly event: string;
  readonly lines: readonly Fact[];
}

/** Recorded so much later than it happened is worth telling. */
const lateMs = 60_000;

export function timelinePage(replay: CaseReplayAnswer, made: string, lang: Language): TimelinePage {
  return {
    lang,
    title: word('timeline', lang),
    facts: factsOf(replay, made, lang),
    stepsTitle: word('steps', lang),
    steps: replay.frames.map((frame, index) => stepOf(frame, replay.frames[index - 1], lang)),
    custodyTitle: word('custody', lang),
    custody: replay.custody.map(({ holder, heldMs }) => ({ name: holderName(holder, lang), text: duration(heldMs, lang) })),
    footer: word('readable', lang),
  };
}

function factsOf(
  { caseId, kind, source, originalCase, state, occurredBy, knownBy, positions }: CaseReplayAnswer,
  made: string,
  lang: Language,
): readonly Fact[] {
  const origin = kind === 'native' ? word('native', lang) : [source, originalCase].filter((part) => part !== null).join(' · ');
  const since = state?.since === null || state === null ? '' : ` · ${word('since', lang)} ${clockTime(state.since)}`;
  return [
    { name: word('case', lang), text: caseId },
    { name: word('origin', lang), text: origin },
    { name: word('stands', lang), text: state === null ? word('nothing', lang) : `${state.statusName[lang]}${since}` },
    { name: word('occurredBy', lang), text: clockTime(occurredBy) },
    { name: word('knownBy', lang), text: clockTime(knownBy) },
    {
      name: word('positions', lang),
      text: Object.entries(positions)
        .map(([log, position]) => `${log}:${String(position)}`)
        .join('  '),
    },
    { name: word('made', lang), text: clockTime(made) },
  ];
}

function stepOf(frame: ReplayFrame, last: ReplayFrame | undefined, lang: Language): Step {
  const { event, by, before, after } = frame;
  const moved = before?.status !== after?.status;
  const doer = [by.role === null ? null : roleName(by.role, lang), by.person, by.unit];
  const lines: Fact[] = [];
  if (moved && after !== null)
    lines.push({
      name: word('stands', lang),
      text: [before?.statusName[lang], after.statusName[lang]].filter((name) => name !== undefined).join(' → '),
    });
  if (JSON.stringify(frame.holder) !== JSON.stringify(last?.holder ?? null))
    lines.push({ name: word('holder', lang), text: frame.holder === null ? word('nobody', lang) : holderName(frame.holder, lang) });
  for (const deadline of newDeadlines(frame, last)) lines.push({ name: word('due', lang), text: deadlineText(deadline, lang) });
  if (event.cause !== null) lines.push({ name: word('cause', lang), text: `${event.cause.source}:${String(event.cause.position)}` });
  if (Date.parse(event.recordedAt) - Date.parse(event.occurredAt) > lateMs)
    lines.push({ name: word('recorded', lang), text: clockTime(event.recordedAt) });
  return {
    n: frame.n,
    moved,
    at: clockTime(event.occurredAt),
    title: frame.title[lang],
    by: doer.filter((part) => part !== null).join(' · '),
    event: `${event.source}:${String(event.position)}`,
    lines,
  };
}

/** Deadlines that began with this step, and those that are first seen overdue at it. */
function newDeadlines(frame: ReplayFrame, last: ReplayFrame | undefined): readonly RunningDeadline[] {
  const keyOf = ({ timer, due, overdue }: RunningDeadline): string => `${timer} ${due} ${String(overdue)}`;
  const known = new Set((last?.deadlines ?? []).map(keyOf));
  return frame.deadlines.filter((deadline) => !known.has(keyOf(deadline)));
}

function deadlineText({ name, due, overdue, provisional }: RunningDeadline, lang: Language): string {
  const marks = [...(provisional ? [word('provisional', lang)] : []), ...(overdue ? [word('overdue', lang)] : [])];
  return [`${name[lang]} ${clockTime(due)}`, ...marks].join(' · ');
}

const holderName = ({ role, person, unit }: Holder, lang: Language): string =>
  [role === null ? null : roleName(role, lang), person, unit].filter((part) => part !== null).join(' · ');
