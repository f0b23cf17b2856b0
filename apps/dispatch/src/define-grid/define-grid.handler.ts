import type { DefineGridBody } from '@huying/contracts';
import type { DefineGrid, GridRefusal } from '@huying/domain-directory';
import type { Origin, Outcome, Runner } from '@huying/event-store';
import { shanghai } from '@huying/kernel';
import type { Clock } from '@huying/platform';
import { readRows } from '@huying/platform-nest';
import type { DataSource } from 'typeorm';
import { grids } from '../directory/grids.projection.js';

export class DefineGridHandler {
  constructor(
    private readonly runner: Runner<DefineGrid, GridRefusal>,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Defines a grid and its buildings, or states an existing one anew (RULES §3.1). Retrying with the same command id changes nothing. */
  async execute(body: DefineGridBody, origin: Origin): Promise<Outcome<GridRefusal>> {
    const { grid, area, name, code } = body;
    const buildings = body.buildings.map(({ building, name: called, units, households }) => ({
      building,
      name: called,
      units,
      households,
    }));
    const data = {
      grid,
      area,
      name,
      buildings,
      heldElsewhere: await this.heldElsewhere(
        grid,
        buildings.map(({ building }) => building),
      ),
      ...(code === undefined ? {} : { code: { value: code.value, source: code.source } }),
    };
    return this.runner.run(`grid-${grid}`, { type: 'DefineGrid', at: shanghai(this.clock.now()), actor: origin.actor, data }, origin);
  }

  private async heldElsewhere(grid: string, buildings: readonly string[]): Promise<readonly string[]> {
    const others = await readRows(this.dataSource, grids, 'WHERE grid <> $1 AND building_ids && $2::text[]', [grid, buildings]);
    const held = new Set(others.flatMap(({ buildingIds }) => buildingIds));
    return buildings.filter((building) => held.has(building));
  }
}
