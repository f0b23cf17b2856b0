import type { OpenWorkCasesQuery, ReportQuery } from '@huying/contracts';
import { colourOf, type DueColour } from '@huying/domain-deadline';
import { bindingDeadline, viewOf } from '@huying/domain-lifecycle';
import { shanghai, type Actor } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { Conditions, type Page, pageOf, readCursor } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { combinedOf, readCases, type CaseRows } from '../read-models/case-rows.js';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { visibleIn } from '../read-models/visible-area.js';

/** `none`: no clock runs in this state, or none was ever stamped. */
type Colour = DueColour | 'none';

export interface OpenWork {
  readonly at: string;
  readonly total: number;
  readonly states: readonly { readonly state: string; readonly total: number; readonly colours: Readonly<Record<Colour, number>> }[];
  readonly parkedEvents: number;
}

export interface OpenCase {
  readonly caseId: string;
  readonly state: string;
  readonly kind: string;
  readonly area: string;
  readonly since: string | null;
  readonly colour: Colour;
  readonly timer: string | null;
  readonly due: string | null;
  /** The events that put it there: of intake's log, and of dispatch's where it has the order. */
  readonly events: readonly string[];
}

const list = 'open-work';
const ended: ReadonlySet<string> = new Set(['S60', 'S92']);
const noColours: Readonly<Record<Colour, number>> = { green: 0, yellow: 0, red: 0, none: 0 };

/** What is not finished yet, by state and by how near its due date is: 0–80 %, 80–100 %, over (RULES §1.6). */
export class OpenWorkQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
    private readonly clock: Clock,
  ) {}

  async report({ area }: ReportQuery, actor: Actor): Promise<OpenWork> {
    const now = this.clock.now();
    const conditions = openIn(actor, area);
    const cases = await readCases(this.dataSource, conditions.where, conditions.values);
    const open = cases.flatMap((rows) => openCaseOf(rows, now) ?? []);
    const states = [...new Set(open.map(({ state }) => state))].sort();
    return {
      at: shanghai(now),
      total: open.length,
      states: states.map((state) => {
        const inState = open.filter((one) => one.state === state);
        return { state, total: inState.length, colours: countColours(inState) };
      }),
      parkedEvents: await this.parked.of('intake', 'dispatch'),
    };
  }

  /** The cases behind a figure, by case id. State and colour are judged after reading, so a page may be read in several steps. */
  async list(
    { area, state, colour, cursor, limit = 50 }: OpenWorkCasesQuery,
    actor: Actor,
  ): Promise<Page<OpenCase> & { readonly parkedEvents: number }> {
    const now = this.clock.now();
    const found: OpenCase[] = [];
    let after = cursor === undefined ? '' : String(readCursor(list, cursor, 1)[0]);
    for (let more = true; more && found.length <= limit;) {
      const conditions = openIn(actor, area).add([after], (at) => `c.case_id > ${at}`);
      const rows = await readCases(this.dataSource, conditions.page('c.case_id', batch - 1), conditions.values);
      const open = rows.flatMap((row) => openCaseOf(row, now) ?? []);
      found.push(...open.filter((one) => (state ?? one.state) === one.state && (colour ?? one.colour) === one.colour));
      after = rows.at(-1)?.intake.caseId ?? after;
      more = rows.length === batch;
    }
    const page = pageOf(
      list,
      found,
      limit,
      ({ caseId }) => [caseId],
      (one) => one,
    );
    return { ...page, parkedEvents: await this.parked.of('intake', 'dispatch') };
  }
}

const batch = 500;

const openIn = (actor: Actor, area: string | undefined): Conditions =>
  visibleIn(
    actor,
    area,
    new Conditions().add([], () => 'c.open'),
    'c.area',
  );

function openCaseOf(rows: CaseRows, now: number): OpenCase | undefined {
  const view = viewOf(combinedOf(rows));
  // Withdrawn at dispatch, and intake has not taken it back yet.
  if (view === undefined || ended.has(view.state)) return undefined;
  const { intake, dispatch } = rows;
  const clock = bindingDeadline(view.running);
  return {
    caseId: intake.caseId,
    state: view.state,
    kind: intake.kind,
    area: intake.area,
    since: view.since ?? null,
    colour: clock === undefined ? 'none' : colourOf(clock.start, clock.due, shanghai(now)),
    timer: clock?.timer ?? null,
    due: clock?.due ?? null,
    events: dispatch === undefined ? [intake.sinceEvent] : [intake.sinceEvent, dispatch.sinceEvent],
  };
}

function countColours(cases: readonly OpenCase[]): Readonly<Record<Colour, number>> {
  const counts = { ...noColours };
  for (const { colour } of cases) counts[colour] += 1;
  return counts;
}
