import { describe, expect, it } from 'vitest';
import { specFor } from '@huying/testing';
import type { Actor } from '@huying/kernel';
import { catalogueDecider, type AdoptMenu, type ServiceMenuAdopted } from './catalogue.decider.js';
import { itemOf, menuFor, type ServiceMenu } from './service-menu.js';

const given = specFor(catalogueDecider);
const secretary: Actor = { person: 'P01', role: 'SEC', unit: 'U-COM', area: '430304900900' };
const menu: ServiceMenu = {
  area: '430304900900',
  version: '2026-1',
  items: [{ code: 'LAMP', zh: '楼道灯', en: 'Corridor lamp', type: 'REPAIR' }],
};
const adopt = (data: ServiceMenu, actor = secretary): AdoptMenu => ({ type: 'AdoptMenu', at: '2026-06-18T09:00:00.000+08:00', actor, data });
const adopted: ServiceMenuAdopted = { type: 'ServiceMenuAdopted', data: menu };

describe('adopting a service menu (点单)', () => {
  it('records the menu that the secretary adopts for his community', () => {
    given().when(adopt(menu)).then(adopted);
  });
  it('changes nothing when the same version is adopted again', () => {
    given(adopted).when(adopt(menu)).thenNothing();
  });
  it('never gives one version two meanings', () => {
    given(adopted)
      .when(adopt({ ...menu, items: [{ code: 'LAMP', zh: '路灯', en: 'Street lamp', type: 'REPAIR' }] }))
      .thenRefused('MENU_VERSION_TAKEN', { version: '2026-1' });
  });
  it('refuses a code that stands twice', () => {
    given()
      .when(adopt({ ...menu, items: [...menu.items, ...menu.items] }))
      .thenRefused('MENU_FAULTY', { faults: ['items: LAMP is listed twice'] });
  });
  it('is for the secretary and the street, in their own area', () => {
    given()
      .when(adopt(menu, { ...secretary, role: 'ACC' }))
      .thenRefused('ROLE_NOT_ALLOWED');
    given()
      .when(adopt(menu, { ...secretary, area: '430304901' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
  });
});

describe('the menu of an area', () => {
  const street: ServiceMenu = { ...menu, area: '430304900', version: 'street' };
  it('is its own, else that of the nearest area around it', () => {
    expect(menuFor('430304900900', [street, menu])?.version).toBe('2026-1');
    expect(menuFor('430304900901', [street, menu])?.version).toBe('street');
    expect(menuFor('430305000000', [street, menu])).toBeUndefined();
  });
  it('knows an item by its code', () => {
    expect(itemOf(menu, 'LAMP')?.type).toBe('REPAIR');
    expect(itemOf(menu, 'DRAIN')).toBeUndefined();
    expect(itemOf(undefined, 'LAMP')).toBeUndefined();
  });
});
