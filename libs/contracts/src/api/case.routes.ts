import { defineRoutes } from './route.js';

export const caseRoutes = defineRoutes();
