import { demoArea } from '@huying/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayRefusal, type GatewayClient } from './gateway-client.js';

const { community } = demoArea;

/** Volunteers without an account of their own, registered at the counter. Invented. */
const atTheCounter = [
  { person: 'demo-volunteer-zhao', name: '赵春分', phone: '10020000001', retiredMember: true },
  { person: 'demo-volunteer-qian', name: '钱夏至', phone: '10020000002', retiredMember: false },
  { person: 'demo-volunteer-sun', name: '孙秋分', phone: '10020000003', retiredMember: true },
];

export interface Volunteers {
  readonly team: string;
  readonly members: readonly string[];
}

/** Registers the volunteers and their team, so that orders can be given to one of them. */
export async function gatherVolunteers(client: GatewayClient): Promise<Volunteers> {
  const register = async (as: string, key: string, body: object): Promise<string> => {
    const answer = await client.call<{ volunteerId: string }>({
      method: 'POST',
      path: '/v1/volunteers',
      as,
      key: `demo-volunteer-${key}`,
      body: { area: community, ...body },
    });
    return answer.volunteerId;
  };
  const leader = await register('leader', 'leader', { name: '李立春', phone: '10020000004', retiredMember: true });
  const volunteer = await register('volunteer', 'volunteer', { name: '吴小雪', phone: '10020000005' });
  const others: string[] = [];
  for (const { person, ...body } of atTheCounter) others.push(await register('clerk', person, { person, ...body }));

  const { teamId } = await client.call<{ teamId: string }>({
    method: 'POST',
    path: '/v1/teams',
    as: 'secretary',
    key: 'demo-team',
    body: { name: '红袖章志愿队', area: community, leader },
  });
  const members = [volunteer, ...others];
  for (const member of members) {
    await client.call({
      method: 'POST',
      path: `/v1/teams/${teamId}/members`,
      as: 'secretary',
      key: `demo-team-${member}`,
      body: { volunteer: member },
    });
  }
  return { team: teamId, members };
}

/** An activity is published before it starts: this long after the recording began, when its team has long been there. */
const startsAfterMs = 6_000;
/** What a recording that is continued too late is told: the activity's time has passed, or was another one. */
const tooLate: ReadonlySet<string | undefined> = new Set(['ACTIVITY_ALREADY_STARTED', 'OUTSIDE_ACTIVITY_WINDOW', 'IDEMPOTENCY_MISMATCH']);
const triesMax = 20;

/**
 * An activity that begins as the demonstration is recorded: published, signed up for, checked in to. One volunteer has left again, his
 * time is confirmed to the minute that it lasted; the others are still at it. A recording that was broken off goes on with the same
 * activity, or, where its time has passed, with another one.
 *
 * @param startedAt when the recording first began.
 */
export async function holdActivity(client: GatewayClient, volunteers: Volunteers, startedAt: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await holdActivityAt(attempt === 1 ? startedAt : Date.now(), attempt, client, volunteers);
      return;
    } catch (fault) {
      if (!(fault instanceof GatewayRefusal) || !tooLate.has(fault.problem.code) || attempt === triesMax) throw fault;
    }
  }
}

async function holdActivityAt(startedAt: number, attempt: number, client: GatewayClient, { team, members }: Volunteers): Promise<void> {
  const post = <Answer = unknown>(path: string, as: string, key: string, body: object): Promise<Answer> =>
    client.call<Answer>({ method: 'POST', path: `/v1/activities${path}`, as, key: `demo-activity-${String(attempt)}-${key}`, body });
  const from = startedAt + startsAfterMs;

  const { activityId } = await post<{ activityId: string }>('', 'leader', 'draft', { team, theme: 'environment', title: '楼道清洁半日' });
  await post(`/${activityId}/publication`, 'secretary', 'publication', {
    from: new Date(from).toISOString(),
    to: new Date(from + 3 * 3_600_000).toISOString(),
    place: '一号楼至四号楼的楼道',
    capacity: 3,
    risks: '搬运杂物时注意腰背，楼道湿滑请穿防滑鞋。',
    information: '清理楼道杂物，擦拭扶手；请自带手套。',
  });
  const coming = members.slice(0, 4);
  for (const volunteer of coming) await post(`/${activityId}/signups`, 'leader', `signup-${volunteer}`, { volunteer });
  const placed = coming.slice(0, 3);
  for (const volunteer of placed) await post(`/${activityId}/check-ins`, 'leader', `check-in-${volunteer}`, { volunteer, metres: 20 });
  await pause(Math.max(0, from - Date.now()));
  const [first] = placed;
  await post(`/${activityId}/check-outs`, 'leader', 'check-out', { volunteer: first, metres: 25 });
  await post(`/${activityId}/hours`, 'leader', 'hours', { volunteer: first });
  await post(`/${activityId}/hours/confirmation`, 'secretary', 'hours-confirmation', { volunteer: first });
  await post(`/${activityId}/beneficiaries`, 'leader', 'beneficiaries', {
    people: [{ reference: '10010000001' }, { reference: '10010000002' }, { reference: '10010000001' }],
  });
}
