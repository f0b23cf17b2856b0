import { defineRoutes } from './route.js';

export const orderRoutes = defineRoutes();
