export { auditArguments, type AuditArguments } from './audit-arguments.js';
export { AuditFault } from './audit-fault.js';
export { verify } from './verify.js';
