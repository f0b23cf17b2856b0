import { loadServiceConfig, type Environment, type ServiceConfig } from '@huying/platform-nest';

/** Throws once, naming every setting at fault. */
export const loadConfig = (env: Environment): ServiceConfig => loadServiceConfig('intake', env);
