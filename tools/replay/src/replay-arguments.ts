import { gatewayAddress, textOption as text, typedArguments, typedMoment, UsageFault } from '@huying/platform';
import { eventPlace, twoAfter, type EventPlace } from './moment-arguments.js';

/** A case by its id, or by the number that an imported one has at its source; or a stream as events name it. */
export type Subject = { readonly case: string } | { readonly stream: string };

/** What is asked of it, in the names of the API. */
export type Question =
  | { readonly ask: 'replay'; readonly occurredBy?: string; readonly knownBy?: string }
  | {
      readonly ask: 'difference';
      readonly fromOccurredBy?: string;
      readonly toOccurredBy?: string;
      readonly fromKnownBy?: string;
      readonly toKnownBy?: string;
    }
  | { readonly ask: 'knowledge'; readonly event: EventPlace };

export interface ReplayArguments {
  readonly subject: Subject;
  readonly question: Question;
  readonly lang: Language;
  /** The gateway. */
  readonly url: string;
  readonly token?: string;
  /** Demonstration user to sign in as where no token is given. */
  readonly user: string;
}

export type Language = 'zh' | 'en';

export const usage = `npm run replay -- CASE | --stream STREAM
  CASE                    a case's id, or the number that an imported case has at its source
  --stream STREAM         a stream as events name it instead: post-…, policy-…, team-…, order-…
  --occurred-by T         what had happened by T (ISO 8601: 2026-06-18T09:00:00+08:00, or a day)
  --known-by T            what the system knew at T
  --difference A B        instead of the replay: what had happened by B and not by A
  --difference-known A B  what was known at B and not at A
  --knowledge EVENT       instead of the replay: what whoever decided an event knew of its case; EVENT is the
                          number of a step of the replay, or a place in a log (dispatch:87)
  --lang zh|en            language of the answer (default: zh, unless LANG is set to another language)
  --user NAME             demonstration user to sign in as (default: auditor)
HUYING_URL    the gateway (default: http://127.0.0.1:8080)
HUYING_TOKEN  a token of your own, instead of a demonstration user
Exit code: 0 shown, 1 no such case, stream or event, 2 could not run.`;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageFault */
export function replayArguments(args: readonly string[], env: Environment): ReplayArguments | 'help' {
  const happened = twoAfter('--difference', args);
  const known = twoAfter('--difference-known', happened.rest);
  const { values, positionals } = typedArguments(known.rest, {
    stream: text,
    'occurred-by': text,
    'known-by': text,
    knowledge: text,
    lang: text,
    user: text,
  });
  if (values.help === true) return 'help';
  const token = env['HUYING_TOKEN'];
  return {
    subject: subjectOf(positionals, values.stream),
    question: questionOf({
      ...(happened.two === undefined ? {} : { happened: happened.two }),
      ...(known.two === undefined ? {} : { known: known.two }),
      occurredBy: typedMoment('--occurred-by', values['occurred-by'], 'ends'),
      knownBy: typedMoment('--known-by', values['known-by'], 'ends'),
      event: values.knowledge,
      isStream: values.stream !== undefined,
    }),
    lang: language(values.lang, env),
    url: gatewayAddress(env),
    ...(token === undefined || token === '' ? {} : { token }),
    user: values.user ?? 'auditor',
  };
}

function subjectOf(positionals: readonly string[], stream: string | undefined): Subject {
  const [named, ...more] = positionals;
  if (stream !== undefined && named === undefined) return { stream };
  if (stream !== undefined || named === undefined || more.length > 0)
    throw new UsageFault('name exactly one case, or one stream 请指定一个诉求编号或一个事件流');
  return { case: named };
}

interface Asked {
  readonly happened?: readonly [string, string];
  readonly known?: readonly [string, string];
  readonly occurredBy: string | undefined;
  readonly knownBy: string | undefined;
  readonly event: string | undefined;
  readonly isStream: boolean;
}

function questionOf({ happened, known, occurredBy, knownBy, event, isStream }: Asked): Question {
  const isCompared = happened !== undefined || known !== undefined;
  const isBounded = occurredBy !== undefined || knownBy !== undefined;
  if (Number(isCompared) + Number(isBounded) + Number(event !== undefined) > 1)
    throw new UsageFault('ask for a replay up to a moment, a difference, or a knowledge: one at a time 三种问题一次只能问一种');
  if (event !== undefined) {
    // A stream's decider has read it whole: nobody decides on a version that he has not seen.
    if (isStream) throw new UsageFault('--knowledge is asked of a case 仅适用于诉求');
    return { ask: 'knowledge', event: eventPlace('--knowledge', event) };
  }
  if (isCompared)
    return {
      ask: 'difference',
      ...(happened === undefined ? {} : { fromOccurredBy: happened[0], toOccurredBy: happened[1] }),
      ...(known === undefined ? {} : { fromKnownBy: known[0], toKnownBy: known[1] }),
    };
  return { ask: 'replay', ...(occurredBy === undefined ? {} : { occurredBy }), ...(knownBy === undefined ? {} : { knownBy }) };
}

function language(chosen: string | undefined, env: Environment): Language {
  if (chosen === 'zh' || chosen === 'en') return chosen;
  if (chosen !== undefined) throw new UsageFault('--lang must be zh or en');
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return locale === '' || /^(?:zh|C|POSIX)/.test(locale) ? 'zh' : 'en';
}
