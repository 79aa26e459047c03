import * as z from 'zod';
import { create, given, read, secret, update } from '../../src/operation/index.ts';
import { change, reader, signIns } from './says.ts';
import { byPage, FILTERS, id, oneOrAny, projects, readerFields, status } from './vocabulary.ts';

const field = z.union([z.string(), z.number(), z.boolean()]);

export const listReaders = read({
  id: 'listReaders',
  name: 'knowledgeowl_list_readers',
  title: 'List readers',
  description: 'Readers, deleted ones included unless status is given. A list of values means any of them.',
  words:
    'find reader, search by email, who can read the knowledge base, everyone with access, members of a reader group, ' +
    'deleted readers, reader audit, how many readers, Leser suchen, auflisten, liste des lecteurs, lista de lectores, buscar, ' +
    'list readers, list all users, who has access to the documentation, count the readers of the help center, ' +
    'find a reader by mail, which readers are pending, users of the knowledge base, find person by e-mail, ' +
    'wer darf die Wissensdatenbank lesen, alle Leser, gelöschte Leser, wie viele Leser, qui peut lire la base de connaissances, ' +
    'lecteurs supprimés, combien de lecteurs, quién puede leer la base de conocimiento, todos los lectores',
  route: 'GET /reader.json',
  query: {
    status: status.optional(),
    username: oneOrAny(z.string()).optional(),
    projects: oneOrAny(z.string()).optional().describe('Knowledge base id.'),
    reader_roles: oneOrAny(z.string()).optional().describe('Reader group id.'),
    filter: z.partialRecord(z.enum(FILTERS), oneOrAny(field)).optional().describe('Other reader fields: last_name, custom1, ssoid …'),
    page: z.int().min(1).optional(),
    limit: z.int().min(1).max(100).optional(),
  },
  aliases: { '<reader field>': 'filter' },
  brief: ['id', 'username', 'first_name', 'last_name', 'status', 'projects', 'reader_roles'],
  paging: byPage,
  mints: ['*.password'],
  note: 'page and limit are what public clients send; the vendor does not document them for readers. Operators other than $in are not documented.',
});

export const getReader = read({
  id: 'getReader',
  name: 'knowledgeowl_get_reader',
  title: 'Get reader',
  description: 'One reader: names, knowledge bases (projects), groups (reader_roles), last sign-in.',
  words:
    'show reader, reader details, last login, which knowledge bases, which groups, profile, Leser anzeigen, afficher le lecteur, ' +
    'ver lector, when did a reader last sign in, what can this reader see, one reader’s record, state of a reader, reader 123, ' +
    'wann war der Leser zuletzt angemeldet, Leser ansehen, détails du lecteur, dernière connexion du lecteur, detalles del lector, ' +
    'último acceso del lector',
  route: 'GET /reader/{id}.json',
  path: { id },
  mints: ['password'],
});

export const createReader = create({
  id: 'createReader',
  name: 'knowledgeowl_create_reader',
  title: 'Create reader',
  description:
    'Gives a person access to knowledge bases. Where readers manage their own passwords, send pw-type or ssoid. For a deleted reader set status active instead.',
  words:
    'add reader, invite, onboard, sign up, grant access to knowledge base, welcome email, temporary password, new hire, ' +
    'new customer contact, Leser anlegen, einladen, créer un lecteur, inviter, crear lector, invitar, create reader, ' +
    'create user account, invite somebody to read our documentation, let a client read the handbook, ' +
    'give a person access to the help center, send welcome mail with temporary password, add person to the manual, ' +
    'neuen Leser anlegen, zur Wissensdatenbank einladen, Zugang zur Dokumentation geben, ajouter un lecteur, ' +
    'inviter à la base de connaissances, nuevo lector, dar de alta lector, invitar a la base de conocimiento',
  route: 'POST /reader.json',
  body: {
    username: z.string().min(1).describe('E-mail address; unique.'),
    projects,
    status: status.default('active'),
    ...readerFields,
    'pw-type': z
      .enum(['email', 'temp'])
      .optional()
      .describe('email: KnowledgeOwl mails a temporary password; temp: uses temp-pass, no mail.'),
    'temp-pass': secret(z.string().min(1)).optional(),
  },
  grants: true,
  openWorld: true,
  before: { namesakes: given(listReaders, ({ username }) => ({ username })) },
  says: ({ namesakes, input }) =>
    [
      `Create the reader ${input.username} with access to the knowledge bases ${input.projects.join(', ') || '(none)'}`,
      input.reader_roles?.length ? ` and the reader groups ${input.reader_roles.join(', ')}.` : '.',
      ...signIns(input).map((sentence) => ` ${sentence}`),
      input['pw-type'] === 'email' ? ' KnowledgeOwl mails a temporary password to this address.' : '',
      ...(Array.isArray(namesakes) ? namesakes : []).map((old) => ` A reader of that name exists: ${reader(old)}.`),
    ].join(''),
  undo: 'Set the status of the reader to deleted; a mail that went out stays out.',
  mints: ['password', 'temp-pass'],
});

export const updateReader = update({
  id: 'updateReader',
  name: 'knowledgeowl_update_reader',
  title: 'Update reader',
  description:
    'Changes what is sent. status deleted takes the reader away, active restores. Assume that projects and reader_roles replace: read first, send full lists.',
  words:
    'remove reader, delete, offboard, deactivate, restore, undelete, reactivate, bring back, change email, wrong name, ' +
    'let into another knowledge base, approve pending request, change groups, revoke access, reset password, Leser löschen, ' +
    'wiederherstellen, supprimer le lecteur, rétablir, eliminar lector, delete reader, delete user account, take a person out, ' +
    'kick out of the knowledge base, reader left the company, shouldn’t read the docs any more, ' +
    'let reader into a second knowledge base, approve a waiting reader, change a reader’s name or mail, ' +
    'reader married new surname, put reader into another group, block a reader, Leser entfernen, Leser hat gekündigt, ' +
    'Leser ändern, Leser wieder aktivieren, gelöschten Leser zurückholen, Lesergruppe ändern, modifier le lecteur, ' +
    'retirer le lecteur, approuver un lecteur, réactiver le lecteur, borrar lector, quitar lector, aprobar lector, ' +
    'recuperar lector, cambiar el correo del lector, reset the password of a reader',
  route: 'PUT /reader/{id}.json',
  path: { id },
  body: { username: z.string().min(1).optional(), projects: projects.optional(), status: status.optional(), ...readerFields },
  destroys: {
    when: 'it removes the reader or replaces access, groups or the sign-in',
    test: (input) =>
      input.status === 'deleted' ||
      [input.projects, input.reader_roles, input.username, input.password, input.ssoid].some((value) => value !== undefined),
  },
  grants: {
    when: 'it restores the reader, or may give access to more knowledge bases or groups, or another way to sign in',
    test: (input) =>
      input.status === 'active' || [input.projects, input.reader_roles, input.password, input.ssoid].some((value) => value !== undefined),
  },
  before: { before: getReader },
  says: ({ before, input }) => change(before, input),
  undo: 'Set the earlier values again; a deleted reader returns with status active. An earlier password does not come back.',
  mints: ['password'],
  note: 'Purging deleted readers for good is possible only in the web interface.',
});
