import { auditRoutes } from './audit.routes.js';
import { boardRoutes } from './board.routes.js';
import { caseRoutes } from './case.routes.js';
import { directoryRoutes } from './directory.routes.js';
import { eventSearchRoutes } from './event-search.routes.js';
import { importRoutes } from './import.routes.js';
import { privacyRoutes } from './privacy.routes.js';
import { operationsRoutes } from './operations.routes.js';
import { orderRoutes } from './order.routes.js';
import { packRoutes } from './pack.routes.js';
import { ratesAsOfRoutes } from './rates-as-of.routes.js';
import { reportingRoutes } from './reporting.routes.js';
import type { Route } from './route.js';
import { streamRoutes } from './stream.routes.js';
import { volunteeringRoutes } from './volunteering.routes.js';

/** The whole public API (DESIGN §10). */
export const routes: readonly Route[] = [
  ...caseRoutes,
  ...orderRoutes,
  ...directoryRoutes,
  ...volunteeringRoutes,
  ...reportingRoutes,
  ...auditRoutes,
  ...eventSearchRoutes,
  ...boardRoutes,
  ...streamRoutes,
  ...ratesAsOfRoutes,
  ...packRoutes,
  ...importRoutes,
  ...operationsRoutes,
  ...privacyRoutes,
];
