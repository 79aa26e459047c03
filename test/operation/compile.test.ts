import { z } from 'zod';
import { create, given, read, remove, update } from '../../src/operation/index.ts';

const facts = { id: 'x', name: 'x_y', title: 'X', description: 'X.' };
const one = read({ ...facts, route: 'GET /a/{id}', path: { id: z.guid() } });

remove({ ...facts, route: 'DELETE /a/{id}', path: { id: z.guid() }, before: { one }, says: ({ one, input }) => `${one.name}${input.id}`, undo: 'no' });
remove({ ...facts, route: 'DELETE /b/{b}', path: { b: z.guid() }, before: { one: given(one, ({ b }) => ({ id: b })) }, says: ({ one, input }) => `${one.name}${input.b}`, undo: 'no' });
create({ ...facts, route: 'POST /a', body: { role: z.enum(['a', 'b']), n: z.int().optional() }, grants: { when: 'role is a', test: (i) => i.role === 'a' }, unreadable: 'new', says: ({ input }) => `${input.role.length}${input.n}`, undo: 'no' });
update({ ...facts, route: 'POST /a', body: { n: z.int() } });
// @ts-expect-error missing path parameter
read({ ...facts, route: 'GET /a/{id}' });
// @ts-expect-error extra path parameter
read({ ...facts, route: 'GET /a/{id}', path: { id: z.guid(), b: z.guid() } });
// @ts-expect-error no preview
remove({ ...facts, route: 'DELETE /a/{id}', path: { id: z.guid() } });
// @ts-expect-error misspelt part
read({ ...facts, route: 'GET /a/{id}', path: { id: z.guid() }, qeury: {} });
// @ts-expect-error before lacks parameter
remove({ ...facts, route: 'DELETE /b/{b}', path: { b: z.guid() }, before: { one }, says: () => '', undo: 'no' });
// @ts-expect-error grant without preview
create({ ...facts, route: 'POST /a', grants: true });
// @ts-expect-error argument not there
create({ ...facts, route: 'POST /a', body: { role: z.string() }, grants: { when: 'x', test: (i) => i.rolle === 'a' }, unreadable: 'new', says: () => '', undo: 'no' });
// @ts-expect-error argument not there
remove({ ...facts, route: 'DELETE /a/{id}', path: { id: z.guid() }, before: { one }, says: ({ input }) => `${input.nope}`, undo: 'no' });
