export { keyGrants, provisionSystem, type Provisioning } from './provision/provision-system.js';
