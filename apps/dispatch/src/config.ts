import { loadServiceConfig, type Environment, type ServiceConfig } from '@huying/platform-nest';

/** Dispatch's settings from its environment; throws once, naming every key at fault. */
export const loadConfig = (env: Environment): ServiceConfig => loadServiceConfig('dispatch', env);
