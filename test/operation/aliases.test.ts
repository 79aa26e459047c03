import { expect, test } from 'vitest';
import { z } from 'zod';
import { catalogOf, rowOf } from '../../src/catalog/index.ts';
import { checkInput, create, group, system, toldSchema } from '../../src/operation/index.ts';

const addUser = create({
  id: 'addUser',
  name: 'knowi_sso_add_user',
  title: 'Add user',
  description: 'Adds a user.',
  route: 'POST /user',
  body: { user: z.string(), userGroups: z.array(z.string()).optional().describe('Group names.') },
  bodyType: 'form',
  aliases: { 'userGroups[]': 'userGroups' },
});

test('our name and the documented name carry the same argument', () => {
  const expected = { args: { user: 'ada', userGroups: ['Sales'] } };
  expect(checkInput(addUser, { user: 'ada', userGroups: ['Sales'] })).toEqual(expected);
  expect(checkInput(addUser, { user: 'ada', 'userGroups[]': ['Sales'] })).toEqual(expected);
});

test('both names at once are refused', () => {
  expect(checkInput(addUser, { user: 'ada', userGroups: ['Sales'], 'userGroups[]': [] })).toEqual({
    problems: [{ path: 'userGroups[]', message: 'is another name of userGroups; give only one of them' }],
  });
});

test('a wrong value under the documented name is refused under ours', () => {
  expect(checkInput(addUser, { user: 'ada', 'userGroups[]': 'Sales' })).toMatchObject({ problems: [{ path: 'userGroups' }] });
});

test('names of the prototype are no aliases', () => {
  expect(checkInput(addUser, JSON.parse('{"user":"ada","__proto__":{"userGroups":[]},"constructor":1}'))).toHaveProperty('problems');
});

test('tools are told our name only, the printed list both', () => {
  const entry = catalogOf([
    system({ id: 'knowi-sso', title: 'Knowi SSO', prefix: 'knowi_sso_', notes: '', groups: [group('Users', { addUser })] }),
  ]).entries[0];
  expect(Object.keys(toldSchema(addUser).properties)).toEqual(['user', 'userGroups', 'fields', 'idempotencyKey']);
  expect(entry && rowOf(entry).inputSchema.properties).toMatchObject({
    userGroups: { type: 'array', description: 'Group names.' },
    'userGroups[]': { type: 'array', items: { type: 'string' }, description: 'Documented name of userGroups; either is accepted.' },
  });
});
