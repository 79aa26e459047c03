import { expect, test } from 'vitest';
import { z } from 'zod';
import { commaJoined, create, jsonText, read } from '../../src/operation/index.ts';
import { buildRequest } from '../../src/vendor/request.ts';

const facts = { id: 'x', name: 'x_y', title: 'X', description: 'X.' };

test('a form carries a field under its documented name', () => {
  const add = create({
    ...facts,
    route: 'POST /user',
    body: { user: z.string(), userGroups: z.array(z.string()).optional() },
    bodyType: 'form',
    aliases: { 'userGroups[]': 'userGroups' },
  });
  expect(buildRequest(add, { user: 'ada', userGroups: ['First Group', 'B'] }).body).toBe(
    'user=ada&userGroups%5B%5D=First%20Group&userGroups%5B%5D=B',
  );
  expect(buildRequest(add, { user: 'ada', userGroups: [] }).body).toBe('user=ada');
});

test('a list declared as JSON text travels as one value, the others repeat or are joined', () => {
  const list = z.array(z.unknown());
  const find = read({
    ...facts,
    route: 'GET /a',
    query: { json: jsonText(list).optional(), comma: commaJoined(list).optional(), plain: list.optional() },
  });
  const { query } = buildRequest(find, { json: [{ a: 1 }, 2], comma: [1, 2], plain: [1, 2] });
  expect(decodeURIComponent(query)).toBe('json=[{"a":1},2]&comma=1,2&plain=1&plain=2');
  expect(buildRequest(find, { json: [] }).query).toBe('json=%5B%5D');
});
