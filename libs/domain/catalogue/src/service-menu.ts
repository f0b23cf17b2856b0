import type { CaseType } from '@huying/domain-case';

/** An item that residents order from (点单): its code, names, and the type of case it becomes. */
export interface MenuItem {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly type: CaseType;
}

/** A version of an area's menu. It holds for every community of the area that has none of its own. */
export interface ServiceMenu {
  readonly area: string;
  readonly version: string;
  readonly items: readonly MenuItem[];
}

/** What is wrong with a menu; empty where nothing is. */
export function menuFaults({ items }: ServiceMenu): readonly string[] {
  const codes = items.map(({ code }) => code);
  const repeated = [...new Set(codes.filter((code, index) => codes.indexOf(code) < index))];
  return [...(items.length === 0 ? ['items: at least one'] : []), ...repeated.map((code) => `items: ${code} is listed twice`)];
}

/** The menu that holds in an area: its own, else that of the nearest area around it. */
export function menuFor(area: string, menus: Iterable<ServiceMenu>): ServiceMenu | undefined {
  let nearest: ServiceMenu | undefined;
  for (const menu of menus) {
    if (area.startsWith(menu.area) && menu.area.length > (nearest?.area.length ?? 0)) nearest = menu;
  }
  return nearest;
}

export const itemOf = (menu: ServiceMenu | undefined, code: string): MenuItem | undefined => menu?.items.find((item) => item.code === code);
