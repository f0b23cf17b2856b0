import type { ActivitiesQuery } from '@huying/contracts';
import { covers, type Actor, type Role } from '@huying/kernel';
import { Conditions, pageOf, readCursor, readRows, readVersionedRows, showing, type Page, type Showing } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import type { ParkedEvents } from '../read-models/parked-events.js';
import { activityStream } from '../volunteering-streams/streams.js';
import { activities, type ActivityRow, type ParticipantRow } from './activities.projection.js';

type Public = Omit<ActivityRow, 'organiserPerson' | 'participants' | 'beneficiaries' | 'attendances'>;

/** An activity as anybody may see it. */
export interface ListedActivity extends Public {
  readonly places: { readonly taken: number; readonly free: number; readonly waiting: number };
  readonly attended: number;
  /** Both figures, always (F10): 人 and 人次. */
  readonly beneficiaries: { readonly people: number; readonly attendances: number };
}
export interface ActivityView extends ListedActivity {
  readonly participants?: readonly Omit<ParticipantRow, 'person'>[];
  readonly parkedEvents: number;
}

const list = 'activities';
/** Posts that see drafts, and who takes part, in their area. */
const insiders: readonly Role[] = ['ACC', 'SEC', 'FQ', 'ST', 'SUP', 'AUD'];
const areaInside = ({ role, area }: Actor): string => (insiders.includes(role) ? (area ?? '') : '');
/** Drafts have no time yet and stand first, where their organisers look for them. */
const startsAt = `coalesce("from", 'infinity'::timestamptz)`;

export class ActivitiesListQuery {
  constructor(
    private readonly dataSource: DataSource,
    private readonly parked: ParkedEvents,
  ) {}

  /** Newest first. Drafts are shown to their organisers and the staff of the area only. */
  async list(
    { area, status, theme, cursor, limit = 50 }: ActivitiesQuery,
    actor: Actor,
  ): Promise<Page<ListedActivity> & { readonly parkedEvents: number }> {
    const conditions = new Conditions()
      .add(
        [actor.person, areaInside(actor)],
        (person, own) => `(status <> 'drafted' OR organiser_person = ${person} OR (${own} <> '' AND starts_with(area, ${own})))`,
      )
      .addIf(area, (at) => `starts_with(area, ${at})`)
      .addIf(status, (at) => `status = ${at}`)
      .addIf(theme, (at) => `theme = ${at}`);
    if (cursor !== undefined) {
      conditions.add(readCursor(list, cursor, 2), (from, id) => `(${startsAt}, activity) < (${from}::timestamptz, ${id})`);
    }
    const sql = conditions.page(`${startsAt} DESC, activity DESC`, limit);
    const rows = await readRows(this.dataSource, activities, sql, conditions.values);
    const page = pageOf(list, rows, limit, ({ from, activity }) => [from ?? 'infinity', activity], listedOf);
    return { ...page, parkedEvents: await this.parked.of('volunteers') };
  }

  /** One activity; who takes part is told to the organiser and the staff. Undefined where there is none to see. */
  async find(activity: string, actor: Actor): Promise<Showing<ActivityView> | undefined> {
    const [found] = await readVersionedRows(this.dataSource, activities, 'WHERE activity = $1', [activity]);
    if (found === undefined) return undefined;
    const { row, versions } = found;
    const isInside = row.organiserPerson === actor.person || covers(areaInside(actor), row.area);
    if (row.status === 'drafted' && !isInside) return undefined;
    const participants = row.participants.map(({ volunteer, signup, visits }) => ({ volunteer, signup, visits }));
    const view = { ...listedOf(row), ...(isInside ? { participants } : {}), parkedEvents: await this.parked.of('volunteers') };
    return showing(view, { activity: versions[activityStream(activity)] ?? 0 });
  }
}

function listedOf(row: ActivityRow): ListedActivity {
  const { participants } = row;
  const withSignup = (signup: ParticipantRow['signup']) => participants.filter((one) => one.signup === signup).length;
  const taken = withSignup('approved');
  const { activity, area, theme, title, team, organiser, status, from, to, place, risks, information, capacity, attendances } = row;
  return {
    activity,
    area,
    theme,
    title,
    team,
    organiser,
    status,
    from,
    to,
    place,
    risks,
    information,
    capacity,
    places: { taken, free: Math.max(0, row.capacity - taken), waiting: withSignup('waitlisted') },
    attended: participants.filter(({ visits }) => visits.length > 0).length,
    beneficiaries: { people: row.beneficiaries.length, attendances },
  };
}
