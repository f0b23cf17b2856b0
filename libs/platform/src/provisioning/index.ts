export { databaseOf, keyStore, logReaderRole, provisionDatabase, provisionRoles, rolesOf, type DatabaseRights } from './provision.js';
