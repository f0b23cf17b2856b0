/** The services that own streams (DESIGN §2). Each has one database and one dense log. */
export const services = ['intake', 'dispatch', 'volunteers', 'reporting', 'audit'] as const;
export type ServiceName = (typeof services)[number];

/** Every deployable: the services, and the gateway, which writes no stream. */
export const deployables = [...services, 'gateway'] as const;
export type DeployableName = (typeof deployables)[number];

/** CloudEvents `source` of a service's log. */
export const sourceOf = (service: ServiceName): string => `/huying/${service}`;
