import { happened, nothingNew, refused, type Command, type Decider, type Fact } from '@huying/kernel';
import { mayActIn } from './adoption.js';

export interface Building {
  /** Unique in the deployment; the place of a case names it. */
  readonly building: string;
  readonly name: string;
  /** Staircases (单元). */
  readonly units: number;
  readonly households: number;
}

/** A grid (网格) as it stands from an event on. Its code is an attribute with a source, never a key (RULES §3.2). */
export interface Grid {
  readonly grid: string;
  readonly area: string;
  readonly name: string;
  readonly code?: { readonly value: string; readonly source: string };
  readonly buildings: readonly Building[];
}

export type GridDefined = Fact<'GridDefined', Grid>;
export type DefineGrid = Command<
  'DefineGrid',
  Grid & {
    /** Buildings of this grid that another grid holds now, as far as the directory knows. */
    readonly heldElsewhere: readonly string[];
  }
>;
export type GridRefusal = 'OUTSIDE_YOUR_AREA' | 'GRID_IN_ANOTHER_AREA' | 'BUILDING_IN_ANOTHER_GRID' | 'BUILDING_TWICE';

/** `grid-<id>`: a grid and its buildings. Defining it again states the whole anew. */
export const gridDecider: Decider<Grid | undefined, DefineGrid, GridDefined, GridRefusal> = {
  initial: undefined,
  decide({ data: { heldElsewhere, ...grid }, actor }, known) {
    if (!mayActIn(actor, grid.area)) return refused('OUTSIDE_YOUR_AREA', { area: grid.area });
    if (known !== undefined && known.area !== grid.area) return refused('GRID_IN_ANOTHER_AREA', { area: known.area });
    const twice = grid.buildings.find(({ building }, index) => grid.buildings.findIndex((other) => other.building === building) < index);
    if (twice) return refused('BUILDING_TWICE', { building: twice.building });
    if (heldElsewhere.length > 0) return refused('BUILDING_IN_ANOTHER_GRID', { buildings: heldElsewhere });
    return known !== undefined && isSame(known, grid) ? nothingNew : happened({ type: 'GridDefined', data: grid });
  },
  evolve: (_, { data }) => data,
};

function isSame(a: Grid, b: Grid): boolean {
  const text = ({ area, name, code, buildings }: Grid): string =>
    JSON.stringify([area, name, code?.value, code?.source, buildings.map((one) => [one.building, one.name, one.units, one.households])]);
  return text(a) === text(b);
}
