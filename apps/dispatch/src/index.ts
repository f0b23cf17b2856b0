export { createDispatch, dispatchMigrations, projections as dispatchReadModels } from './create-dispatch.js';
