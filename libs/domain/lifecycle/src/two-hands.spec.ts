import { readFileSync } from 'node:fs';
import { caseDecider, type CaseCommand, type CaseFact } from '@huying/domain-case';
import { defaultPolicy, workCalendar } from '@huying/domain-deadline';
import { orderDecider, type OrderCommand, type OrderFact } from '@huying/domain-order';
import { epochOf, shanghai, type Actor, type Decision, type Recorded, type Role } from '@huying/kernel';
import { evolveCase, initialCase, type CombinedCase } from './combined-case.js';
import { stateCode } from './state-code.js';

export const area = '430304900900';
export const rules = {
  policy: defaultPolicy,
  calendar: workCalendar({ version: 'v2', years: [2026], offDays: ['2026-06-19', '2026-06-20', '2026-06-21'], makeUpDays: [] }),
};

/** A transition of the oracle. */
export interface Row {
  readonly id: string;
  readonly src: string | null;
  readonly event: string;
  readonly dst: string;
  readonly roles: readonly string[];
}
const oracle = JSON.parse(readFileSync(new URL('../../../../domain/lifecycle.json', import.meta.url), 'utf8')) as { transitions: Row[] };
export const transitions: readonly Row[] = oracle.transitions;

/** The one person of each role; the handler, his lead and the resident are those whom the case knows. */
export function actorIn(role: Role): Actor {
  if (role === 'RES') return { person: 'R1', role };
  if (role === 'SYS') return { person: 'system:test', role };
  if (role === 'HAN' || role === 'VOL') return { person: 'H1', role, unit: 'U-PM', area };
  if (role === 'HLD') return { person: 'L1', role, unit: 'U-PM', area };
  return { person: `P-${role}`, role, unit: 'U-COM', area };
}

export type Wish = { readonly side: 'case'; readonly command: CaseCommand } | { readonly side: 'order'; readonly command: OrderCommand };
export type Moved = { readonly event: string; readonly from: string | null };

/**
 * One case in two hands: intake's and dispatch's deciders, hand-overs on their way between them, and beside them the machine of
 * `lifecycle.json`, which is moved by the events alone.
 */
export class TwoHands {
  readonly caseEvents: Recorded<CaseFact>[] = [];
  readonly orderEvents: Recorded<OrderFact>[] = [];
  /** Hand-overs given and not yet delivered, and those delivered before, to be delivered again. */
  readonly mail: Wish[] = [];
  readonly delivered: Wish[] = [];
  code: string | null = null;
  folded: CombinedCase = initialCase;
  private now = epochOf('2026-06-18T09:00:00.000+08:00');

  get at(): string {
    return shanghai(this.now);
  }

  pass(minutes: number): this {
    this.now += minutes * 60_000;
    return this;
  }

  /** Decides and, if something happened, records it. Answers what moved the machine; throws where `lifecycle.json` has no such move. */
  do(wish: Wish): readonly Moved[] {
    const decision = this.decide(wish);
    return decision.kind === 'refused' ? [] : this.record(wish, decision.facts);
  }

  /** Would it write anything now? */
  wouldWrite(wish: Wish): boolean {
    const decision = this.decide(wish);
    return decision.kind === 'happened' && decision.facts.length > 0;
  }

  private decide(wish: Wish): Decision<CaseFact | OrderFact, string> {
    return wish.side === 'case'
      ? caseDecider.decide(wish.command, this.folded.intake)
      : orderDecider.decide(wish.command, this.folded.dispatch);
  }

  deliver(): readonly Moved[] {
    const next = this.mail.shift();
    if (next === undefined) return [];
    this.delivered.push(next);
    return this.do(next);
  }

  /** Delivers a hand-over once more; answers how many facts it wrote. */
  deliverAgain(index: number): number {
    const again = this.delivered[index % Math.max(1, this.delivered.length)];
    if (again === undefined) return 0;
    const before = this.caseEvents.length + this.orderEvents.length;
    this.do(again);
    return this.caseEvents.length + this.orderEvents.length - before;
  }

  foldedCode(): string | null {
    return stateCode(this.folded) ?? null;
  }

  clone(): TwoHands {
    const twin = new TwoHands();
    twin.caseEvents.push(...this.caseEvents);
    twin.orderEvents.push(...this.orderEvents);
    twin.mail.push(...this.mail);
    twin.delivered.push(...this.delivered);
    twin.code = this.code;
    twin.folded = this.folded;
    twin.now = this.now;
    return twin;
  }

  private record({ side, command }: Wish, facts: readonly (CaseFact | OrderFact)[]): readonly Moved[] {
    const log = side === 'case' ? this.caseEvents : this.orderEvents;
    const moved: Moved[] = [];
    for (const fact of facts) {
      const { person: actor, role } = command.actor;
      const event = { ...fact, time: command.at, recordedAt: command.at, actor, role, streamVersion: log.length + 1 } as Recorded<CaseFact & OrderFact>;
      log.push(event);
      this.folded = evolveCase(this.folded, { side, event });
      moved.push(...this.move(event));
      this.handOver(event);
    }
    return moved;
  }

  private move(event: Recorded): readonly Moved[] {
    if (!transitions.some((row) => row.event === event.type)) return [];
    const row = transitions.find((candidate) => candidate.event === event.type && candidate.src === this.code);
    if (row === undefined) throw new Error(`${event.type} in ${String(this.code)}: lifecycle.json knows no such transition`);
    const moved = { event: event.type, from: this.code };
    this.code = row.dst;
    return [moved];
  }

  private handOver(given: Recorded<CaseFact | OrderFact>): void {
    const by = { at: this.at, actor: actorIn('SYS') };
    if (given.type === 'CaseAccepted') {
      this.mail.push({ side: 'order', command: { type: 'TakeHandover', ...by, data: given.data } });
    }
    if (given.type === 'CompletionAccepted') {
      const { handover, handler } = given.data;
      this.mail.push({ side: 'case', command: { type: 'TakeBack', ...by, data: { handover, handler, outcome: 'completed', rules } } });
    }
    if (given.type === 'CaseWithdrawn' && 'handover' in given.data) {
      this.mail.push({ side: 'case', command: { type: 'TakeBack', ...by, data: { handover: given.data.handover, outcome: 'withdrawn' } } });
    }
  }
}
