import { defineRoutes } from './route.js';

export const importRoutes = defineRoutes();
