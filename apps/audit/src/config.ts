import { loadServiceConfig, type ServiceConfig } from '@huying/platform-nest';

/** The only file of this service that reads the environment. */
export const loadConfig = (): ServiceConfig => loadServiceConfig('audit', process.env);
