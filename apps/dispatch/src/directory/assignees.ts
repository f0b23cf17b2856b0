import { handlerPost } from '@huying/domain-directory';
import { covers, type Instant } from '@huying/kernel';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { postOf, posts } from './posts.projection.js';
import { volunteerTeams } from './volunteer-teams.projection.js';

/** As whom somebody may be given an order: by a post of the unit, as a volunteer of the team, or not at all. */
export type Standing = 'post' | 'volunteer' | 'none';

/** Who may be given orders, as far as this service knows. */
export class Assignees {
  constructor(private readonly dataSource: DataSource) {}

  async standingOf(unit: string, person: string, area: string, at: Instant): Promise<Standing> {
    const [held, teams] = await Promise.all([
      readRows(this.dataSource, posts, 'WHERE person = $1', [person]),
      readRows(this.dataSource, volunteerTeams, 'WHERE key = $1', [unit]),
    ]);
    if (handlerPost(held.map(postOf), unit, person, area, at) !== undefined) return 'post';
    const isMember = teams.some((team) => covers(team.area, area) && team.members.some((member) => member.person === person));
    return isMember ? 'volunteer' : 'none';
  }
}
