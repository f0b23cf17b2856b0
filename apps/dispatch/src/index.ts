export { createDispatch } from './create-dispatch.js';
