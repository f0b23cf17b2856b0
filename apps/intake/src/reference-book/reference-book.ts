import type { FirstContactOwner } from '@huying/domain-case';
import { itemOf, menuFor, type MenuItem, type ServiceMenu } from '@huying/domain-catalogue';
import { flaggedGuards, workCalendar, type DeadlineRules, type WorkCalendar } from '@huying/domain-deadline';
import { firstContactPost, inForce, type Adoption, type Grid, type PolicyVersionAdopted, type Post } from '@huying/domain-directory';
import type { Instant, PolicyGuards } from '@huying/kernel';
import type { ReferenceEntry, ReferenceFact } from './reference-fact.js';

/**
 * Menus, posts, grids, policies and calendars in memory, so that registering a case asks the database nothing (DESIGN §12).
 * Facts enter in the order of their streams; one that is known already, or older, changes nothing.
 */
export class ReferenceBook {
  private readonly versions = new Map<string, number>();
  private readonly menus = new Map<string, ServiceMenu>();
  private readonly posts = new Map<string, Post>();
  private readonly grids = new Map<string, Grid>();
  private readonly policies: PolicyVersionAdopted['data'][] = [];
  private readonly calendars: (Adoption & { readonly days: WorkCalendar })[] = [];

  apply(stream: string, { version, fact }: ReferenceEntry): void {
    if ((this.versions.get(stream) ?? 0) >= version) return;
    this.versions.set(stream, version);
    this.enter(fact);
  }

  /** How far a stream has entered; 0 = not at all. */
  versionOf(stream: string): number {
    return this.versions.get(stream) ?? 0;
  }

  menuOf(area: string): ServiceMenu | undefined {
    return menuFor(area, this.menus.values());
  }

  /** An item of the area's menu, and the version that it stands in. */
  choiceOf(area: string, service: string): { readonly menu: string; readonly item: MenuItem } | undefined {
    const menu = this.menuOf(area);
    const item = itemOf(menu, service);
    return menu === undefined || item === undefined ? undefined : { menu: menu.version, item };
  }

  /** Who owns what comes in for an area without having been told to anybody in person (T01). */
  firstContact(area: string, at: Instant): { readonly onDuty?: FirstContactOwner; readonly byDefault?: FirstContactOwner } {
    const found = firstContactPost([...this.posts.values()], area, at);
    if (found === undefined) return {};
    const owner = { person: found.person, unit: found.unit, post: found.post };
    return found.firstContact === 'duty' ? { onDuty: owner } : { byDefault: owner };
  }

  knowsPlace(area: string, grid: string, building: string): boolean {
    const known = this.grids.get(grid);
    return known?.area === area && known.buildings.some((each) => each.building === building);
  }

  /** The deadline policy and calendar in force; `undefined` while one of them is not adopted. */
  rules(area: string, at: Instant): DeadlineRules | undefined {
    const policy = inForce(this.policies, area, at)?.policy;
    const calendar = inForce(this.calendars, area, at)?.days;
    return policy === undefined || calendar === undefined ? undefined : { policy, calendar };
  }

  /** Policy guards that the policy in force flags instead of refusing. */
  flagged(area: string, at: Instant): PolicyGuards | undefined {
    const adopted = inForce(this.policies, area, at);
    return adopted && flaggedGuards(adopted.policy);
  }

  private enter(fact: ReferenceFact): void {
    switch (fact.type) {
      case 'ServiceMenuAdopted':
        this.menus.set(fact.data.area, fact.data);
        return;
      case 'GridDefined':
        this.grids.set(fact.data.grid, fact.data);
        return;
      case 'RoleAssigned':
        this.posts.set(fact.data.post, fact.data);
        return;
      case 'RoleEnded': {
        const post = this.posts.get(fact.data.post);
        if (post !== undefined) this.posts.set(fact.data.post, { ...post, to: fact.data.to });
        return;
      }
      case 'PolicyVersionAdopted':
        this.policies.push(fact.data);
        return;
      case 'CalendarVersionAdopted': {
        const { area, version, digest, effectiveFrom } = fact.data;
        this.calendars.push({ area, version, digest, effectiveFrom, days: workCalendar(fact.data) });
        return;
      }
    }
  }
}
