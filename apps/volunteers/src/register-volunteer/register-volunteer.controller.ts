import { Body, Controller, Post } from '@nestjs/common';
import { RegisterVolunteerBody } from '@huying/contracts';
import type { Origin } from '@huying/event-store';
import { RequestOrigin, unwrap, type WriteAnswer } from '@huying/platform-nest';
import { volunteerProblems } from '../volunteering.problems.js';
import { RegisterVolunteerHandler } from './register-volunteer.handler.js';

@Controller('v1/volunteers')
export class RegisterVolunteerController {
  constructor(private readonly handler: RegisterVolunteerHandler) {}

  @Post()
  async register(@Body() body: RegisterVolunteerBody, @RequestOrigin() origin: Origin): Promise<WriteAnswer<{ volunteerId: string }>> {
    const { volunteer, outcome } = await this.handler.execute(body, origin);
    return unwrap(outcome, volunteerProblems, { volunteerId: volunteer });
  }
}
