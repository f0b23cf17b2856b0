import type { EndRoleBody } from '@huying/contracts';
import type { PostCommand, PostRefusal } from '@huying/domain-directory';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';

export interface EndRoleInput {
  readonly post: string;
  readonly body: EndRoleBody;
  readonly origin: Origin;
}

export class EndRoleHandler {
  constructor(
    private readonly runner: Runner<PostCommand, PostRefusal>,
    private readonly clock: Clock,
  ) {}

  /** Ends a post now. Retrying with the same command id changes nothing. */
  execute({ post, body, origin }: EndRoleInput): Promise<Outcome<PostRefusal>> {
    const at = shanghai(this.clock.now());
    return this.runner.run(`post-${post}`, { type: 'EndRole', at, actor: origin.actor, data: { reason: body.reason } }, origin);
  }
}
