import type { AdoptCalendarBody } from '@huying/contracts';
import type { AdoptCalendar, AdoptionRefusal } from '@huying/domain-directory';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { epochOf, shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { contentsDigest } from '../rules-in-force/contents-digest.js';

export class AdoptCalendarHandler {
  constructor(
    private readonly runner: Runner<AdoptCalendar, AdoptionRefusal>,
    private readonly clock: Clock,
  ) {}

  /** Adopts a published calendar for an area (RULES §1.6). Retrying, or adopting the same again, changes nothing. */
  execute(body: AdoptCalendarBody, origin: Origin): Promise<Outcome<AdoptionRefusal>> {
    const at = shanghai(this.clock.now());
    const { area, version, effectiveFrom } = body;
    const contents = {
      source: { url: body.source.url, publishedAt: shanghai(epochOf(body.source.publishedAt)) },
      years: body.years.toSorted((a, b) => a - b),
      offDays: body.offDays.toSorted(),
      makeUpDays: body.makeUpDays.toSorted(),
    };
    const from = effectiveFrom === undefined ? at : shanghai(epochOf(effectiveFrom));
    const data = { area, version, digest: contentsDigest(contents), effectiveFrom: from, ...contents };
    return this.runner.run(`calendar-${area}`, { type: 'AdoptCalendar', at, actor: origin.actor, data }, origin);
  }
}
