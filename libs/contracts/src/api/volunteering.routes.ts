import { defineRoutes } from './route.js';

export const volunteeringRoutes = defineRoutes();
