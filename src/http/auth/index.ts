export { authenticate, challengeOptions } from './auth.ts';
export type { Auth } from './auth.ts';
export { oauthAuth } from './oauth.ts';
export { metadataPaths, metadataRoutes, metadataUrl } from './metadata.ts';
export { scopesWanted } from './step-up.ts';
export { tokenAuth } from './tokens.ts';
