import { identifierForm, type OrderPage, type OrderRow, type OrdersQuery, type OrderView } from '@huying/contracts';
import { colourOf } from '@huying/domain-deadline';
import { shanghai, type Actor } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { Conditions, edgeProblem, pageOf, readCursor, readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { ordersBoard, type OrderBoardRow } from './orders-board.projection.js';
import { visibleTo } from './visible-orders.js';

const list = 'orders';

/** The moment from which an order is yellow: 80 % of its time (RULES §1.6, TM08). */
const yellowFrom = 'due_start + 0.8 * (due_at - due_start)';

/** Open orders as their readers may see them. */
export class OrdersBoardQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Orders nobody has yet been given first, then by the main due date. */
  async list({ state, colour, area, unit, person, cursor, limit = 50 }: OrdersQuery, actor: Actor): Promise<OrderPage> {
    const now = this.clock.now();
    const conditions = visibleTo(actor, new Conditions()).add([], () => 'open');
    if (state !== undefined) conditions.add([state], (at) => `state = ${at}`);
    if (area !== undefined) conditions.add([area], (at) => `starts_with(area, ${at})`);
    if (unit !== undefined) conditions.add([unit], (at) => `unit = ${at}`);
    if (person !== undefined) conditions.add([person], (at) => `person = ${at}`);
    if (colour !== undefined) addColour(conditions, colour, now);
    if (cursor !== undefined) conditions.add(placeOf(cursor), (due, id) => `(due_at, case_id) > (${due}::bigint, ${id})`);
    conditions.values.push(limit + 1);
    const rest = `WHERE ${conditions.sql} ORDER BY due_at, case_id LIMIT $${String(conditions.values.length)}`;
    const rows = await readRows(this.dataSource, ordersBoard, rest, conditions.values);
    return pageOf(
      list,
      rows,
      limit,
      (row) => [row.dueAt, row.caseId],
      (row) => rowOf(row, now),
    );
  }

  /** One order, open or not; undefined where there is none that the asker may see. */
  async find(caseId: string, actor: Actor): Promise<OrderView | undefined> {
    const conditions = visibleTo(actor, new Conditions()).add([caseId], (at) => `key = ${at}`);
    const [row] = await readRows(this.dataSource, ordersBoard, `WHERE ${conditions.sql}`, conditions.values);
    if (row === undefined) return undefined;
    const { order, contacts, evidence } = row;
    const dues = order.work.dues.map(({ timer, start, due, provisional, policy, calendar, basis }) => {
      return { timer, start, due, provisional, policy, calendar, basis };
    });
    return { ...rowOf(row, this.clock.now()), dues, contacts, evidence, returns: order.work.returns };
  }
}

/** Where a page ended: due date and case. A cursor that was tampered with is refused before the database sees it. */
function placeOf(cursor: string): readonly [number, string] {
  const [due, id] = readCursor(list, cursor, 2);
  if (typeof due !== 'number' || !Number.isSafeInteger(due) || typeof id !== 'string' || !identifierForm.test(id))
    throw edgeProblem('INVALID_CURSOR');
  return [due, id];
}

function addColour(conditions: Conditions, colour: NonNullable<OrdersQuery['colour']>, now: number): void {
  conditions.add([], () => 'running AND due_at > 0');
  switch (colour) {
    case 'green':
      conditions.add([now], (at) => `${at}::bigint < ${yellowFrom}`);
      break;
    case 'yellow':
      conditions.add([now], (at) => `${at}::bigint >= ${yellowFrom} AND ${at}::bigint <= due_at`);
      break;
    case 'red':
      conditions.add([now], (at) => `${at}::bigint > due_at`);
  }
}

function rowOf(row: OrderBoardRow, now: number): OrderRow {
  const { caseId, state, cycle, area, unit, person, volunteer, since, provisional, version, order, dueStart, dueAt } = row;
  const { type, service, place } = order.matter;
  const due = dueAt === 0 ? null : shanghai(dueAt);
  const colour = due !== null && row.running ? colourOf(shanghai(dueStart), due, shanghai(now)) : null;
  const { grid, building } = place;
  const { priority } = order;
  return {
    caseId,
    state,
    cycle,
    area,
    type,
    service,
    priority,
    grid,
    building,
    unit,
    person,
    volunteer,
    since,
    due,
    provisional,
    colour,
    version,
  };
}
