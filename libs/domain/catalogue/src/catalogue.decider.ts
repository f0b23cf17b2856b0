import { covers, happened, nothingNew, refused, type Command, type Decider, type Fact, type Role } from '@huying/kernel';
import { menuFaults, type ServiceMenu } from './service-menu.js';

export type ServiceMenuAdopted = Fact<'ServiceMenuAdopted', ServiceMenu>;
export type CatalogueFact = ServiceMenuAdopted;
export type AdoptMenu = Command<'AdoptMenu', ServiceMenu>;
export type CatalogueCommand = AdoptMenu;

export const catalogueRefusals = ['ROLE_NOT_ALLOWED', 'OUTSIDE_YOUR_AREA', 'MENU_FAULTY', 'MENU_VERSION_TAKEN'] as const;
export type CatalogueRefusal = (typeof catalogueRefusals)[number];

/** Every version that an area adopted, so that a version is never given two meanings. */
export interface CatalogueState {
  readonly adopted: readonly ServiceMenu[];
}

/** Who adopts what residents may order: the community's secretary, the street above him, and the set-up of a deployment. */
const permitted: readonly Role[] = ['SEC', 'ST', 'SYS'];

/** The service menus of one area, on `catalogue-<area>`. */
export const catalogueDecider: Decider<CatalogueState, CatalogueCommand, CatalogueFact, CatalogueRefusal> = {
  initial: { adopted: [] },
  decide({ actor, data }, { adopted }) {
    if (!permitted.includes(actor.role)) return refused('ROLE_NOT_ALLOWED');
    if (actor.role !== 'SYS' && !covers(actor.area, data.area)) return refused('OUTSIDE_YOUR_AREA');
    const faults = menuFaults(data);
    if (faults.length > 0) return refused('MENU_FAULTY', { faults });
    const before = adopted.find(({ version }) => version === data.version);
    if (before !== undefined) return isSame(before, data) ? nothingNew : refused('MENU_VERSION_TAKEN', { version: data.version });
    return happened({ type: 'ServiceMenuAdopted', data });
  },
  evolve: ({ adopted }, { data }) => ({ adopted: [...adopted, { area: data.area, version: data.version, items: data.items }] }),
};

const isSame = (one: ServiceMenu, other: ServiceMenu): boolean =>
  one.items.length === other.items.length &&
  one.items.every((item, index) => {
    const twin = other.items[index];
    return twin !== undefined && item.code === twin.code && item.zh === twin.zh && item.en === twin.en && item.type === twin.type;
  });
