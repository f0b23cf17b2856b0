import { workCalendar, type DeadlineRules } from '@huying/domain-deadline';
import { inForce } from '@huying/domain-directory';
import { shanghai, type Instant } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { calendars, type CalendarRow } from './calendars.projection.js';
import { policies, type PolicyRow } from './policies.projection.js';

/** Which of the rules that every decision stands on is missing. */
export type MissingRules = 'NO_POLICY_IN_FORCE' | 'NO_CALENDAR_IN_FORCE';

export interface AdoptedRules {
  readonly policy: PolicyRow | undefined;
  readonly calendar: CalendarRow | undefined;
}

/** The versions of policy and calendar in force for an area, as this service has recorded their adoption (DESIGN §1, invariant 6). */
export class RulesInForce {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What decisions need at a moment. */
  async at(area: string, at: Instant): Promise<DeadlineRules | MissingRules> {
    const { policy, calendar } = await this.adoptedAt(area, at);
    if (policy === undefined) return 'NO_POLICY_IN_FORCE';
    if (calendar === undefined) return 'NO_CALENDAR_IN_FORCE';
    return { policy: policy.policy, calendar: workCalendar(calendar.calendar) };
  }

  /** The adoptions behind it, now. */
  adoptedNow(area: string): Promise<AdoptedRules> {
    return this.adoptedAt(area, shanghai(this.clock.now()));
  }

  private async adoptedAt(area: string, at: Instant): Promise<AdoptedRules> {
    const covering = ['WHERE starts_with($1, area) ORDER BY position', [area]] as const;
    const [adoptedPolicies, adoptedCalendars] = await Promise.all([
      readRows(this.dataSource, policies, ...covering),
      readRows(this.dataSource, calendars, ...covering),
    ]);
    return { policy: inForce(adoptedPolicies, area, at), calendar: inForce(adoptedCalendars, area, at) };
  }
}
