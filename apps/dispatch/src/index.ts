export { createDispatch, projections as dispatchReadModels } from './create-dispatch.js';
