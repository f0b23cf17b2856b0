import type { AssignRoleBody } from '@huying/contracts';
import type { PostCommand, PostRefusal } from '@huying/domain-directory';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import { derivedId, type Clock } from '@huying/platform';

/** The post that a command opens: derived, so that a repeat names the same one. */
export const postOpenedBy = (origin: Origin): string => derivedId('post', origin.command.id);

export class AssignRoleHandler {
  constructor(
    private readonly runner: Runner<PostCommand, PostRefusal>,
    private readonly clock: Clock,
  ) {}

  /** Gives a person a post, from now on unless said otherwise (RULES §3). Retrying with the same command id changes nothing. */
  execute(body: AssignRoleBody, origin: Origin): Promise<Outcome<PostRefusal>> {
    const { person, role = null, unit, title, area, from, firstContact, grids, buildings, name, phone } = body;
    const at = shanghai(this.clock.now());
    const post = postOpenedBy(origin);
    const data = {
      post,
      person,
      role,
      unit,
      title,
      area,
      from: from === undefined ? at : shanghai(epochOf(from)),
      ...(firstContact === undefined ? {} : { firstContact }),
      ...(grids === undefined ? {} : { grids }),
      ...(buildings === undefined ? {} : { buildings }),
      ...(name === undefined ? {} : { name }),
      ...(phone === undefined ? {} : { phone }),
    };
    return this.runner.run(`post-${post}`, { type: 'AssignRole', at, actor: origin.actor, data }, origin);
  }
}
