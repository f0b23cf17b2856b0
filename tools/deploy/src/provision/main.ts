// Makes the roles, the databases and the key store of an installation. Idempotent: run it before every roll-out, and after a change of
// passwords. Only this step holds the administrator's password.
import { ConfigurationFault } from '@huying/platform';
import { loadProvisioning } from './provision-environment.js';
import { provisionSystem } from './provision-system.js';

try {
  await provisionSystem(loadProvisioning(process.env));
  console.log('Roles, databases and key store are there. 角色、数据库与密钥库已就绪');
} catch (fault) {
  if (fault instanceof ConfigurationFault) console.error(fault.message);
  else console.error(`The databases could not be provisioned 数据库未能就绪: ${fault instanceof Error ? fault.message : String(fault)}`);
  process.exitCode = 1;
}
