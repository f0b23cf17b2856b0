import { gridEventTypes } from '@huying/contracts';
import type { Building, Grid, GridDefined } from '@huying/domain-directory';
import { defineProjection } from '@huying/event-bus';

export interface GridRow {
  readonly grid: string;
  readonly area: string;
  readonly name: string;
  readonly code: NonNullable<Grid['code']> | null;
  readonly buildings: readonly Building[];
  /** For the question which grid holds a building. */
  readonly buildingIds: readonly string[];
}

/** The grids as last defined. */
export const grids = defineProjection<GridDefined, GridRow>({
  name: 'grids_v1',
  types: gridEventTypes,
  columns: { grid: 'text', area: 'text', name: 'text', code: 'json', buildings: 'json', buildingIds: 'texts' },
  indexes: [['area']],
  key: ({ data }) => data.grid,
  on: {
    GridDefined: ({ data: { grid, area, name, code, buildings } }) => ({
      grid,
      area,
      name,
      code: code ?? null,
      buildings,
      buildingIds: buildings.map(({ building }) => building),
    }),
  },
});
