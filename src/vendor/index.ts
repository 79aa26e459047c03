export type { Adapter, Answer, CallOptions } from './adapter.ts';
export { LIMITS } from './client.ts';
export type { Exchange } from './exchange.ts';
export { buildRequest } from './request.ts';
export { cisoAssistantAdapter } from './ciso-assistant/adapter.ts';
export { lightdashAdapter } from './lightdash/adapter.ts';
export { knowiManagementAdapter } from './knowi-management/adapter.ts';
export { knowiSsoAdapter } from './knowi-sso/adapter.ts';
export { knowledgeOwlAdapter } from './knowledgeowl/adapter.ts';
