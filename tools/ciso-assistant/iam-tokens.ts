import * as z from 'zod';
import { create, read, remove } from '../../src/operation/index.ts';
import { getCurrentUser } from './iam-sessions.ts';
import { named, rows, text } from './says.ts';

export const listAccessTokens = read({
  id: 'iam_auth_tokens_retrieve',
  name: 'ciso_list_access_tokens',
  title: 'List own access tokens',
  description: 'Personal access tokens of the account of this server: names, expiry and digests, never the tokens.',
  words:
    'my API keys, PATs, which tokens expire, token inventory, Zugriffstoken auflisten, API-Schlüssel, jetons d’accès, ' +
    'claves de API, list my personal access tokens and when they run out, which API keys do I have, welche API-Schlüssel habe ich, ' +
    'wann laufen meine Token ab, mes jetons d’accès personnels, quand expirent mes jetons, mis tokens de acceso, ' +
    'cuándo caducan mis claves',
  route: 'GET /iam/auth-tokens/',
  brief: ['name', 'created', 'expiry', 'digest'],
});

export const createAccessToken = create({
  id: 'iam_auth_tokens_create',
  name: 'ciso_create_access_token',
  title: 'Create access token',
  description: 'Makes a personal access token with all rights of the account of this server. At most 5 at a time.',
  words:
    'new API key, generate PAT, token for script or integration, rotate token, API-Schlüssel erstellen, créer jeton, crear token, ' +
    'create token, create API key, fresh API token for a nightly script, personal access token for an integration, ' +
    'neues Zugriffstoken erstellen, API-Schlüssel für ein Skript, nouveau jeton d’accès personnel, clé pour un script, ' +
    'nuevo token de acceso personal, clave para un script, a pipeline wants to talk to the API, key for automation',
  route: 'POST /iam/auth-tokens/',
  body: { name: z.string().min(1).max(255), expiry: z.int().min(1).max(3650).optional().describe('Days; 30 by default.') },
  grants: true,
  mints: ['token'],
  before: { me: getCurrentUser, tokens: listAccessTokens },
  says: ({ me, tokens, input }) =>
    `Make the personal access token "${input.name}", valid ${input.expiry ?? 30} days, with all rights of ${named(me)}, the ` +
    `account of this server. ` +
    `It survives sign-outs and password changes. The account has ${Array.isArray(tokens) ? tokens.length : 'an unknown number'} ` +
    `of at most 5 tokens.`,
  undo: 'ciso_revoke_access_token ends it.',
});

export const revokeAccessToken = remove({
  id: 'iam_auth_tokens_destroy',
  name: 'ciso_revoke_access_token',
  title: 'Revoke access token',
  description: 'Ends one token of the account of this server at once. Revoking the one that this server uses cuts it off.',
  words:
    'stolen token, kill a token, delete API key, invalidate PAT, leaked token, retire integration key, Token widerrufen, ' +
    'API-Schlüssel löschen, révoquer jeton, revocar token, delete token, my key leaked kill that one key, ' +
    'revoke one personal access token, einen API-Schlüssel widerrufen, Token löschen, révoquer un jeton d’accès, ' +
    'supprimer la clé API, revocar un token de acceso, eliminar la clave de API',
  route: 'DELETE /iam/auth-tokens/{id}/',
  path: { id: z.string().min(1).max(128).describe('Digest from ciso_list_access_tokens, not the token.') },
  before: { me: getCurrentUser, tokens: listAccessTokens },
  says: ({ me, tokens, input }) => {
    const token = rows(tokens).find((one) => one['digest'] === input.id);
    const which =
      token === undefined
        ? `the token with digest ${input.id}, which is not among the personal access tokens of ${named(me)} (perhaps a session)`
        : `the personal access token "${text(token, 'name') ?? ''}" (expires ${String(token['expiry'])}) of ${named(me)}`;
    return `Revoke ${which}. Whatever uses it stops working at once. If this server does, it is cut off until a new token is set.`;
  },
  undo: 'Cannot be undone; a new token must be made and set wherever the old one was used.',
});
