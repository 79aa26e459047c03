export { metadataUrl, oauthAuth, tokenAuth } from './auth/index.ts';
export type { Auth, OAuthSettings } from './auth/index.ts';
export type { HttpAddress, HttpOptions } from './options.ts';
export { serveHttp } from './serve.ts';
export type { HttpServer } from './serve.ts';
