import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { ActivityCommands } from '../volunteering-streams/activity-commands.js';
import { IdPipe } from '../volunteering-streams/id.pipe.js';
import { activityProblems } from '../volunteering.problems.js';

@Controller('v1/activities/:activityId/closing')
export class CloseActivityController {
  constructor(private readonly activities: ActivityCommands) {}

  @Post()
  @HttpCode(200)
  async close(
    @Param('activityId', IdPipe) activityId: string,
    @RequestOrigin() origin: Origin,
  ): Promise<WriteAnswer<{ activityId: string }>> {
    return unwrap(await this.activities.run(activityId, 'CloseActivity', {}, origin), activityProblems, { activityId });
  }
}
