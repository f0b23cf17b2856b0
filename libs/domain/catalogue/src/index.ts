export * from './catalogue.decider.js';
export * from './service-menu.js';
