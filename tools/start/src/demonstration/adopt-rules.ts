import { demoArea } from '@huying/contracts';
import type { GatewayClient } from './gateway-client.js';
import { grids, menu, policy } from './neighbourhood.js';
import { publishedCalendar } from './published-calendar.js';

/** The community's secretary adopts what everything stands on: policy, calendar, grids, menu. */
export async function adoptRules(client: GatewayClient): Promise<void> {
  const post = (path: string, key: string, body: object): Promise<unknown> =>
    client.call({ method: 'POST', path, as: 'secretary', key: `demo-${key}`, body });
  const calendar = publishedCalendar(demoArea.community);
  await post('/v1/policies', 'policy', policy);
  // A later copy of the package may know one more year: then its calendar is a new version under a new key.
  await post('/v1/calendars', `calendar-${calendar.version}`, calendar);
  for (const grid of grids) await post('/v1/grids', `grid-${grid.grid}`, grid);
  await post('/v1/menus', 'menu', menu);
}
