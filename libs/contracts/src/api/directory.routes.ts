import { defineRoutes } from './route.js';

export const directoryRoutes = defineRoutes();
