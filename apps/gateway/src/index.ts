export { loadGatewayConfig } from './config.js';
export { createGateway, gatewayMigrations } from './create-gateway.js';
export type { GatewayConfig, OidcSettings, RateLimits } from './gateway-config.js';
export { firstSecretaryToken } from './setup/first-secretary.js';
export { openApiDocument, type OpenApiDocument } from './docs/openapi.js';
export { httpTransport } from './transports/http-transport.js';
export { injectTransport } from './transports/inject-transport.js';
export { ServiceAway, type ServiceAnswer, type ServiceCall, type ServiceTransport } from './transports/service-transport.js';
export { heldRoles } from './authority/held-roles.projection.js';
