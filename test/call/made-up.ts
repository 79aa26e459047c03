import { z } from 'zod';
import { create, group, read, remove, run, secret, system, update } from '../../src/operation/index.ts';

const id = z.string().min(1).describe('From lightdash_list_things.');

const listThings = read({
  id: 'listThings',
  name: 'lightdash_list_things',
  title: 'List things',
  description: 'Every thing.',
  route: 'GET /things',
  query: { page: z.int().min(1).optional(), pageSize: z.int().min(1).max(100).optional(), kind: z.enum(['old', 'new']).optional() },
  brief: ['id', 'name', 'owner.name'],
  paging: { style: 'page', page: 'page', size: 'pageSize', first: 1, max: 100 },
});

const getThing = read({
  id: 'getThing',
  name: 'lightdash_get_thing',
  title: 'Get thing',
  description: 'One thing.',
  route: 'GET /things/{id}',
  path: { id },
});
const getParts = read({
  id: 'getParts',
  name: 'lightdash_list_parts',
  title: 'List parts',
  description: 'Its parts.',
  route: 'GET /things/{id}/parts',
  path: { id },
});

const renameThing = update({
  id: 'renameThing',
  name: 'lightdash_rename_thing',
  title: 'Rename thing',
  description: 'Renames it.',
  route: 'PATCH /things/{id}',
  path: { id },
  body: { name: z.string().min(1), tags: z.array(z.string()).optional() },
});

const deleteThing = remove({
  id: 'deleteThing',
  name: 'lightdash_delete_thing',
  title: 'Delete thing',
  description: 'Deletes it.',
  route: 'DELETE /things/{id}',
  path: { id },
  before: { thing: getThing, parts: getParts },
  says: ({ thing, parts, input }) =>
    `Delete "${thing?.name ?? 'unknown'}" (${input.id}) with ${parts === undefined ? 'unknown' : parts.length} parts.`,
  undo: 'Cannot be undone.',
});

const setRole = update({
  id: 'setRole',
  name: 'lightdash_set_role',
  title: 'Set role',
  description: 'Sets a role.',
  route: 'PUT /things/{id}/role',
  path: { id },
  body: { role: z.string(), options: z.looseObject({}).optional() },
  grants: {
    when: 'the role is admin',
    test: ({ role, options }) => {
      if (options?.['explode'] === true) throw new TypeError('cannot tell');
      return role === 'admin';
    },
  },
  before: { thing: getThing },
  says: ({ thing, input }) => `Make ${input.role} of ${thing.name}.`,
  undo: 'Set the old role.',
});

const addAccount = create({
  id: 'addAccount',
  name: 'lightdash_add_account',
  title: 'Add account',
  description: 'Adds an account.',
  route: 'POST /accounts',
  body: {
    email: z.string(),
    password: secret(z.string().min(8)),
    keys: z.array(z.strictObject({ name: z.string(), value: secret(z.string()) })).optional(),
  },
});

const useInvitation = run({
  id: 'useInvitation',
  name: 'lightdash_use_invitation',
  title: 'Use invitation',
  description: 'Uses an invitation.',
  route: 'POST /invitations/{code}',
  path: { code: secret(z.string()) },
});

const createKey = create({
  id: 'createKey',
  name: 'lightdash_create_key',
  title: 'Create key',
  description: 'Makes a key.',
  route: 'POST /keys',
  body: { name: z.string() },
  grants: true,
  unreadable: 'it is new',
  says: ({ input }) => `Make the key ${input.name}.`,
  undo: 'Delete the key.',
  mints: ['token', 'more.*.token'],
});

const revealKey = read({
  id: 'revealKey',
  name: 'lightdash_reveal_key',
  title: 'Reveal key',
  description: 'Shows a key.',
  route: 'GET /keys/{id}',
  path: { id },
  grants: true,
  unreadable: 'reading it would reveal it',
  says: ({ input }) => `Reveal the key ${input.id}.`,
  undo: 'Replace the key.',
});

const brokenThing = read({
  id: 'brokenThing',
  name: 'lightdash_broken_thing',
  title: 'Broken thing',
  description: 'Has a fault.',
  route: 'GET /broken',
  check: () => {
    throw new TypeError('x.y is not a function at /srv/app.js');
  },
});

/** A system of a few operations, one of each kind that the pipeline treats in its own way. */
export const madeUp = system({
  id: 'lightdash',
  title: 'Lightdash',
  prefix: 'lightdash_',
  notes: '',
  groups: [
    group('Things', { listThings, getThing, getParts, renameThing, deleteThing, setRole, brokenThing }),
    group('Accounts', { addAccount, useInvitation, createKey, revealKey }),
  ],
});
