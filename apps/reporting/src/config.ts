import { loadServiceConfig, type Environment, type ServiceConfig } from '@huying/platform-nest';

/** The service's settings, from its environment. @throws ConfigurationFault once, naming every key at fault. */
export const loadConfig = (env: Environment): ServiceConfig => loadServiceConfig('reporting', env);
