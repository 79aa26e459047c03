export { metadataUrl, oauthAuth, tokenAuth } from './auth/index.ts';
export type { Auth } from './auth/index.ts';
export { LOOPBACK_LIMITS } from './limits.ts';
export { openMetrics } from './metrics.ts';
export type { HttpOptions } from './options.ts';
export { serveHttp } from './serve.ts';
export type { HttpServer } from './serve.ts';
