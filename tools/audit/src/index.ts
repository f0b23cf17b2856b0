export { auditArguments, type AuditArguments } from './audit-arguments.js';
export { AuditFault } from './audit-fault.js';
export { takePack } from './take-pack.js';
export { verify } from './verify.js';
