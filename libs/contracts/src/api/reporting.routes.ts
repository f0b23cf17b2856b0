import { defineRoutes } from './route.js';

export const reportingRoutes = defineRoutes();
