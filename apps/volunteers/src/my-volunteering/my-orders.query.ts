import type { CursorQuery } from '@huying/contracts';
import { colourOf, type DueColour } from '@huying/domain-deadline';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { Conditions, type Page, pageOf, readCursor, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { myOrders, type MyOrderRow } from './my-orders.projection.js';

/** What the holder of an order may do about it now, and how to ask for it. Dispatch decides (T12, T13). */
export interface OrderAction {
  readonly action: 'sign' | 'request-return';
  readonly method: 'POST';
  readonly path: string;
  /** Not later than this, where there is a limit. */
  readonly until?: string;
}

export interface MyOrder extends Omit<MyOrderRow, 'person' | 'designated'> {
  readonly colour: DueColour | null;
  readonly may: readonly OrderAction[];
}

const list = 'my-orders';

export class MyOrdersQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
  ) {}

  /** Orders in the person's hands, the longest waiting first. */
  async of(person: string, { cursor, limit = 50 }: CursorQuery): Promise<Page<MyOrder> & { readonly parkedEvents: number }> {
    const conditions = new Conditions().add([person], (at) => `person = ${at} AND state <> 'over'`);
    if (cursor !== undefined)
      conditions.add(readCursor(list, cursor, 2), (since, id) => `(since, case_id) > (${since}::timestamptz, ${id})`);
    const sql = conditions.page('since, case_id', limit);
    const [rows, parkedEvents] = await Promise.all([
      readRows(this.dataSource, myOrders, sql, conditions.values),
      this.parked.of('dispatch'),
    ]);
    const now = this.clock.now();
    const page = pageOf(
      list,
      rows,
      limit,
      ({ since, caseId }) => [since, caseId],
      (row) => orderOf(row, now),
    );
    return { ...page, parkedEvents };
  }
}

function orderOf(row: MyOrderRow, now: number): MyOrder {
  const { caseId, area, type, service, grid, building, state, since, unit, volunteer, signOffDue, returnUntil, dueStart, due, events } =
    row;
  // A reported completion has stopped the clock.
  const runs = dueStart !== null && due !== null && state !== 'S40';
  const colour = runs ? colourOf(dueStart, due, shanghai(now)) : null;
  const may = actionsOf(row, now);
  return {
    caseId,
    area,
    type,
    service,
    grid,
    building,
    state,
    since,
    unit,
    volunteer,
    signOffDue,
    returnUntil,
    dueStart,
    due,
    colour,
    may,
    events,
  };
}

function actionsOf(
  { caseId, state, designated, signOffDue, returnUntil }: Omit<MyOrderRow, 'person'>,
  now: number,
): readonly OrderAction[] {
  if (state !== 'S20') return [];
  const path = `/v1/cases/${caseId}`;
  const sign: OrderAction = {
    action: 'sign',
    method: 'POST',
    path: `${path}/signature`,
    ...(signOffDue === null ? {} : { until: signOffDue }),
  };
  const canReturn = !designated && (returnUntil === null || now <= epochOf(returnUntil));
  const handBack: OrderAction = {
    action: 'request-return',
    method: 'POST',
    path: `${path}/return-requests`,
    ...(returnUntil === null ? {} : { until: returnUntil }),
  };
  return canReturn ? [sign, handBack] : [sign];
}
