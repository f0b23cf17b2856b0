import type { Actor } from '@huying/kernel';
import { aThursdayMorning as at, specFor } from '@huying/testing';
import { describe, it } from 'vitest';
import { gridDecider, type DefineGrid, type GridDefined } from './grid.decider.js';

const secretary: Actor = { person: 'P01', role: 'SEC', area: '430304900900' };
const building = (no: string) => ({ building: no, name: `${no}号楼`, units: 3, households: 60 });
const grid = {
  grid: 'G1',
  area: '430304900900',
  name: '第一网格',
  code: { value: '01014303049009000001', source: 'CJ/T 349-2010' },
  buildings: [building('1'), building('2')],
};
const defined: GridDefined = { type: 'GridDefined', data: grid };
const define = (change: Partial<DefineGrid['data']> = {}): DefineGrid => ({
  type: 'DefineGrid',
  at,
  actor: secretary,
  data: { ...grid, heldElsewhere: [], ...change },
});
const given = specFor(gridDecider);

describe('defining a grid', () => {
  it('records its area, code and buildings', () => {
    given().when(define()).then(defined);
  });
  it('changes nothing when it is said again', () => {
    given(defined).when(define()).thenNothing();
  });
  it('states the whole anew when something has changed', () => {
    given(defined)
      .when(define({ buildings: [building('1')] }))
      .then({ type: 'GridDefined', data: { ...grid, buildings: [building('1')] } });
  });
  it('is refused where another grid holds one of the buildings', () => {
    given()
      .when(define({ heldElsewhere: ['2'] }))
      .thenRefused('BUILDING_IN_ANOTHER_GRID', { buildings: ['2'] });
  });
  it('is refused where a building is listed twice', () => {
    given()
      .when(define({ buildings: [building('1'), building('1')] }))
      .thenRefused('BUILDING_TWICE', { building: '1' });
  });
  it('is refused outside the area of the post, and never moves a grid to another area', () => {
    given()
      .when(define({ area: '430304900901' }))
      .thenRefused('OUTSIDE_YOUR_AREA');
    given({ ...defined, data: { ...grid, area: '430304900901' } })
      .when(define())
      .thenRefused('GRID_IN_ANOTHER_AREA');
  });
});
