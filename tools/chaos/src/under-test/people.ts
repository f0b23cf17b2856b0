import { demoArea } from '@huying/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { PersistentCalls } from './persistent-calls.js';
import type { AcknowledgedCase } from './submissions.js';

/** What every one of them says of himself: occurs nowhere else, so it stands in the clear nowhere at all. */
export const spoken = { name: '删尽甲乙', words: '删尽之言丙丁', spot: '删尽之处', note: '删尽之注', reason: '删尽之因' } as const;

export type Staff = 'clerk' | 'dispatcher' | 'gridworker' | 'callback' | 'privacy' | 'secretary';
export type StaffTokens = Readonly<Record<Staff, string>>;

export interface ErasedPerson {
  readonly caseId: string;
  readonly erasure: string;
}

/** Asked for, and not approved yet. */
export interface Requested extends ErasedPerson {
  readonly seen: string;
}

const idleMs = 100;

/** People who tell who they are and what is the matter; their cases are over, and every other one of them is erased. */
export class People {
  /** Their cases, told to the end. */
  readonly acknowledged: AcknowledgedCase[] = [];
  /** Whose erasure was approved. */
  readonly erased: ErasedPerson[] = [];
  /** Cases of those whom nobody has erased. */
  readonly kept: string[] = [];
  private readonly calls: PersistentCalls;
  private granted = 0;
  private heard = 0;
  private stopping = false;
  private telling: Promise<void> | undefined;

  constructor(
    gateway: string,
    private readonly tokens: StaffTokens,
  ) {
    this.calls = new PersistentCalls(gateway);
  }

  get unexpected(): readonly string[] {
    return this.calls.unexpected;
  }

  begin(): void {
    this.telling ??= this.tellAll();
  }

  /** Lets so many more come. */
  grant(people: number): void {
    this.granted += people;
  }

  get settled(): boolean {
    return this.heard >= this.granted;
  }

  async abandon(): Promise<void> {
    this.stopping = true;
    this.calls.abandon();
    await this.telling;
  }

  /** A person's case from the first word to its withdrawal; resolves when it is over. Undefined when it was abandoned. */
  async tell(key: string, phone: string): Promise<AcknowledgedCase | undefined> {
    const { name, words, spot, note, reason } = spoken;
    let [seen, steps] = ['', 0];
    const step = async (path: string, as: Staff, body?: object): Promise<Readonly<Record<string, unknown>> | undefined> => {
      const answer = await this.calls.send({
        path,
        token: this.tokens[as],
        key: `${key}-step-${String((steps += 1))}`,
        seen,
        ...(body === undefined ? {} : { body }),
      });
      seen = answer?.seen ?? seen;
      return answer?.body;
    };
    const registered = await step('/v1/cases', 'clerk', {
      area: demoArea.community,
      service: 'pruning',
      description: words,
      place: { grid: 'G1', building: 'B1', spot },
      contact: 'phone',
      channel: 'counter',
      resident: { name, phone },
    });
    const caseId = String(registered?.['caseId']);
    const at = `/v1/cases/${caseId}`;
    const done =
      registered !== undefined &&
      (await step(`${at}/acceptance`, 'clerk', { priority: 'normal', grid: 'G1', building: 'B1' })) &&
      (await step(`${at}/dispatch`, 'dispatcher', { unit: 'U-COM', person: 'demo-gridworker' })) &&
      (await step(`${at}/signature`, 'gridworker')) &&
      (await step(`${at}/contacts`, 'gridworker', { via: 'phone', reached: true, note })) &&
      (await step(`/v1/orders/${caseId}/withdrawal`, 'callback', { reason, call: 'C-1' }));
    if (!done) return undefined;
    const told = { caseId, accepted: true };
    this.acknowledged.push(told);
    return told;
  }

  /** Asks that a person be erased: the first of the two. */
  async request(caseId: string): Promise<Requested | undefined> {
    const body = { caseId, basis: 'resident-request' };
    const answer = await this.calls.send({ path: '/v1/erasures', token: this.tokens.privacy, key: `erase-${caseId}`, body });
    return answer === undefined ? undefined : { caseId, erasure: String(answer.body['erasure']), seen: answer.seen };
  }

  /** The second of the two. */
  async approve({ caseId, erasure, seen }: Requested): Promise<void> {
    const path = `/v1/erasures/${erasure}/approval`;
    const answer = await this.calls.send({ path, token: this.tokens.secretary, key: `approve-${erasure}`, seen });
    if (answer !== undefined) this.erased.push({ caseId, erasure });
  }

  private async tellAll(): Promise<void> {
    while (!this.stopping) {
      if (this.heard < this.granted) {
        await this.come(this.heard);
        this.heard += 1;
      } else await pause(idleMs);
    }
  }

  private async come(number: number): Promise<void> {
    const told = await this.tell(`person-${String(number)}`, phoneOf(number));
    if (told === undefined) return;
    if (number % 2 === 1) {
      this.kept.push(told.caseId);
      return;
    }
    const requested = await this.request(told.caseId);
    if (requested !== undefined) await this.approve(requested);
  }
}

/** Nobody's number. */
const phoneOf = (number: number): string => `100${String(90_000_000 + number)}`;
