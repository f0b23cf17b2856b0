import type { RateEventsQuery, RatesQuery } from '@huying/contracts';
import {
  figuresOf,
  membersOf,
  policyVersionOf,
  type CountedMember,
  type JudgedRecord,
  type Period,
  type RateFigure,
} from '@huying/domain-indicator';
import { epochOf, shanghai, type Actor } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { Conditions, type Page, pageOf, readCursor } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { readCases, recordOf } from '../read-models/case-rows.js';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { visibleIn } from '../read-models/visible-area.js';
import type { RecordRules } from './record-rules.js';

export interface Rates extends Period {
  /** When it was computed. A period that is not over holds dues that may still be met. */
  readonly asOf: string;
  /** The policy whose tolerance was applied; null where there was none, or more than one. */
  readonly policyVersion: string | null;
  readonly rates: readonly RateFigure[];
  readonly parkedEvents: number;
}
const list = 'rates';

/** The rates of RULES §2 of a period, computed from the events anew each time; frozen figures are another matter. */
export class RatesQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rules: RecordRules,
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
  ) {}

  async report(query: RatesQuery, actor: Actor): Promise<Rates> {
    const period = periodOf(query);
    const [judged, parkedEvents] = await Promise.all([this.judged(query.area, period, actor), this.parked.of('intake', 'dispatch')]);
    const asOf = shanghai(this.clock.now());
    return { ...period, asOf, policyVersion: policyVersionOf(judged), rates: figuresOf(judged, period), parkedEvents };
  }

  async list(query: RateEventsQuery, actor: Actor): Promise<Page<CountedMember> & { readonly parkedEvents: number }> {
    const { rate, side, cursor, limit = 50 } = query;
    const period = periodOf(query);
    const [fromCase, fromOrdinal] = cursor === undefined ? ['', 0] : readCursor(list, cursor, 2);
    const members = membersOf(await this.judged(query.area, period, actor, String(fromCase)), period, rate, side);
    const rest = members.filter((member) => member.case > String(fromCase) || member.ordinal > Number(fromOrdinal));
    const page = pageOf(
      list,
      rest,
      limit,
      (member) => [member.case, member.ordinal],
      (member) => member,
    );
    return { ...page, parkedEvents: await this.parked.of('intake', 'dispatch') };
  }

  /** Cases that have a due date or an answer in the period, by id, from a case on. */
  private async judged(area: string | undefined, { from, to }: Period, actor: Actor, fromCase = ''): Promise<readonly JudgedRecord[]> {
    const conditions = visibleIn(actor, area, new Conditions(), 'c.area')
      .add([from, to], (begin, end) => `(o.due_from <= ${end} AND o.due_to > ${begin} OR c.heard_from < ${end} AND c.heard_to >= ${begin})`)
      .add([fromCase], (at) => `c.case_id >= ${at}`);
    const cases = await readCases(this.dataSource, `${conditions.where} ORDER BY c.case_id`, conditions.values);
    const rulesOf = await this.rules.at(to);
    return cases.map((rows) => ({ record: recordOf(rows), rules: rulesOf(rows.intake.area) }));
  }
}

const startOf = (day: string): string => shanghai(epochOf(`${day}T00:00:00+08:00`));
const periodOf = ({ from, to }: RatesQuery): Period => ({ from: startOf(from), to: startOf(to) });
