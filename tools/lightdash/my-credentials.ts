import * as z from 'zod';
import { create, member, read, remove, secret, update } from '../../src/operation/index.ts';
import { getAuthenticatedUser, getEmailVerificationStatus } from './my-account.ts';
import { found, lacks, named, person, text } from './says-access.ts';
import { warehouseCredentialsUuid, uuid } from './vocabulary.ts';

const body = {
  name: z.string().min(1),
  credentials: z
    .strictObject({
      type: z.enum(['redshift', 'postgres', 'snowflake', 'trino', 'bigquery', 'databricks']),
      user: z.string().optional(),
      password: secret(z.string()).optional(),
      keyfileContents: secret(z.looseObject({})).optional().describe('bigquery: the key file.'),
      personalAccessToken: secret(z.string()).optional().describe('databricks.'),
    })
    .describe('user and password, except for bigquery and databricks.'),
};

export const getWarehouseCredentials = read({
  id: 'getWarehouseCredentials',
  name: 'lightdash_list_warehouse_credentials',
  title: 'List warehouse credentials',
  description: "The session account's own warehouse credentials, without secrets.",
  words:
    'my database logins, stored passwords, personal connections, Zugangsdaten auflisten, mes identifiants, mis credenciales, ' +
    'show the database logins that I stored, list my saved snowflake bigquery logins, ' +
    'which personal warehouse credentials do I have, meine gespeicherten Zugangsdaten, persönliche Datenbankzugänge, ' +
    'mes identifiants d’entrepôt enregistrés, mis credenciales del almacén guardadas',
  route: 'GET /api/v1/user/warehouseCredentials',
  needs: 'session',
  brief: ['uuid', 'name', 'credentials'],
});

export const createWarehouseCredentials = create({
  id: 'createWarehouseCredentials',
  name: 'lightdash_create_warehouse_credentials',
  title: 'Create warehouse credentials',
  description: 'Stores own warehouse credentials for the session account, to query as oneself.',
  words:
    'add database login, save snowflake password, bigquery key, Zugangsdaten speichern, enregistrer identifiants, ' +
    'guardar credenciales, create credentials, save my personal databricks token so that queries run under my name, ' +
    'store my own warehouse user and password, query as myself, add a redshift postgres login of mine, ' +
    'eigene Zugangsdaten hinterlegen, mein Datenbankpasswort speichern, ajouter mes identifiants d’entrepôt, ' +
    'requêtes sous mon nom, guardar mi usuario del almacén, consultas con mi nombre',
  route: 'POST /api/v1/user/warehouseCredentials',
  needs: 'session',
  body,
  grants: true,
  before: { session: getEmailVerificationStatus },
  says: ({ session, input }) =>
    `Store the ${described(input.credentials)} credentials "${input.name}" with their secret ` +
    `for the account ${session?.email ?? 'unknown'}.`,
  undo: 'Delete the credentials.',
});

export const updateWarehouseCredentials = update({
  id: 'updateWarehouseCredentials',
  name: 'lightdash_update_warehouse_credentials',
  title: 'Update warehouse credentials',
  description: 'Replaces name and secrets of own warehouse credentials.',
  words:
    'password of a stored warehouse login changed, change database password, rotate warehouse password, new key file, ' +
    'Passwort ändern, changer identifiants, cambiar contraseña, my database password changed update what is stored, ' +
    'replace key file in saved credentials, new warehouse password, edit my saved login, gespeicherte Zugangsdaten ändern, ' +
    'neues Datenbankpasswort, modifier mes identifiants d’entrepôt, nouveau mot de passe de l’entrepôt, ' +
    'actualizar mis credenciales guardadas, nueva contraseña del almacén, ' +
    'the stored database password is out of date here is the new one, correct my saved login',
  route: 'PATCH /api/v1/user/warehouseCredentials/{uuid}',
  needs: 'session',
  path: { uuid: warehouseCredentialsUuid },
  body,
  grants: true,
  destroys: true,
  before: { all: getWarehouseCredentials },
  says: ({ all, input }) => {
    const old = found(all, 'uuid', input.uuid);
    return (
      `Replace the warehouse credentials ${named(old, input.uuid)}: until now ${described(member(old, 'credentials'))}, ` +
      `from now on "${input.name}", ${described(input.credentials)}. The old secret is lost.`
    );
  },
  undo: 'The old secret cannot be read back; whoever has it can set it again.',
});

export const deleteWarehouseCredentials = remove({
  id: 'deleteWarehouseCredentials',
  name: 'lightdash_delete_warehouse_credentials',
  title: 'Delete warehouse credentials',
  description: 'Deletes own warehouse credentials; queries that use them stop. Answers success for unknown ids too.',
  words:
    'remove database login, forget password, Zugangsdaten löschen, supprimer identifiants, eliminar credenciales, ' +
    'delete credentials, remove my stored snowflake login, erase saved database password, my personal warehouse login can go, ' +
    'gespeicherte Zugangsdaten entfernen, Datenbankzugang löschen, effacer mes identifiants d’entrepôt, ' +
    'retirer l’accès enregistré, borrar mis credenciales guardadas, forget the login I once saved, throw away my saved database key',
  route: 'DELETE /api/v1/user/warehouseCredentials/{uuid}',
  needs: 'session',
  path: { uuid: warehouseCredentialsUuid },
  before: { all: getWarehouseCredentials },
  says: ({ all, input }) => {
    const old = found(all, 'uuid', input.uuid);
    if (lacks(all, 'uuid', input.uuid)) return `There are no warehouse credentials ${input.uuid}: nothing would change.`;
    return `Delete the ${described(member(old, 'credentials'))} credentials ${named(old, input.uuid)}. Queries that use them stop working.`;
  },
  undo: 'Create them again; the secret cannot be read back.',
});

export const rotatePersonalAccessToken = update({
  id: 'Rotate personal access token',
  name: 'lightdash_rotate_access_token',
  title: 'Rotate personal access token',
  description: "Gives one of the session account's tokens a new secret and expiry. The old secret stops working at once.",
  words:
    'renew api key, refresh PAT, new token secret, leaked key, extend token, API-Schlüssel erneuern, renouveler le jeton, ' +
    'renovar token, my token expires soon, give the personal access token a new secret, extend the life of my API token, ' +
    'exchange a leaked token, PAT runs out, Zugriffstoken erneuern, Token läuft ab, ' +
    'nouveau secret pour le jeton d’accès personnel, prolonger le jeton, renovar el token de acceso personal, ' +
    'cambiar el secreto del token',
  route: 'PATCH /api/v1/user/me/personal-access-tokens/{personalAccessTokenUuid}/rotate',
  needs: 'session',
  path: { personalAccessTokenUuid: uuid.describe('Shown in Lightdash only; no tool lists tokens.') },
  body: { expiresAt: z.iso.datetime({ offset: true }) },
  idempotent: false,
  grants: true,
  destroys: true,
  mints: ['token'],
  note: 'Came with Lightdash 0.1368; older servers do not know it.',
  before: { session: getEmailVerificationStatus, token: getAuthenticatedUser },
  says: ({ session, token, input }) =>
    `Give the personal access token ${input.personalAccessTokenUuid} of ${session?.email ?? 'unknown'} a new secret, ` +
    `valid until ${input.expiresAt}. Whatever uses the old one stops working at once. Lightdash does not tell which token this is: ` +
    `it may be the one that this server uses (as ${person(token)}).`,
  undo: 'Cannot be undone; the new secret must be set wherever the old one was.',
});

/** Type and login name of warehouse credentials, never their secret. */
function described(credentials: unknown): string {
  const user = text(credentials, 'user');
  return `${text(credentials, 'type') ?? 'unknown'}${user === undefined ? '' : ` (user ${user})`}`;
}
