import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asks, create, given, read, remove, run, update } from '../../src/operation/index.ts';

const facts = { id: 'x', name: 'x_y', title: 'X', description: 'X.' };
const id = z.guid();
const one = read({ ...facts, route: 'GET /a/{id}', path: { id } });

// The compiler is the test here: a line under @ts-expect-error that compiles is an error of the type check.
describe('what compiles', () => {
  it('is a removal with a preview of the same target', () => {
    const made = remove({
      ...facts,
      route: 'DELETE /a/{id}',
      path: { id },
      before: { one },
      says: ({ one: seen, input }) => `${seen.name} ${input.id}`,
      undo: 'no',
    });
    expect(asks(made)).toBe('always');
    expect(made.says?.({ one: { name: 'Ada' }, input: { id: '1' } })).toBe('Ada 1');
    expect(made.before).toEqual({ one });
  });

  it('is a removal whose preview read gets other arguments', () => {
    const made = remove({
      ...facts,
      route: 'DELETE /b/{b}',
      path: { b: id },
      before: { one: given(one, ({ b }) => ({ id: b })) },
      says: ({ one: seen, input }) => `${seen.name}${input.b}`,
      undo: 'no',
    });
    expect(made.before).toHaveProperty('one.read', one);
  });

  it('is a grant whose condition sees typed arguments', () => {
    const made = create({
      ...facts,
      route: 'POST /a',
      body: { role: z.enum(['a', 'b']), n: z.int().optional() },
      grants: { when: 'role is a', test: ({ role }) => role === 'a' },
      unreadable: 'it is new',
      says: ({ input }) => `${input.role.length}${input.n}`,
      undo: 'no',
    });
    expect(asks(made)).toBe('sometimes');
  });

  it('is a plain update without any preview', () => {
    const made = update({ ...facts, route: 'POST /a', body: { n: z.int() } });
    expect(asks(made)).toBe('never');
  });
});

describe('what does not compile', () => {
  it('is a path that is not the one of the route', () => {
    const made = [
      // @ts-expect-error a path parameter is missing
      read({ ...facts, route: 'GET /a/{id}' }),
      // @ts-expect-error one of two path parameters is missing
      read({ ...facts, route: 'GET /a/{id}/b/{b}', path: { id } }),
      // @ts-expect-error a path parameter too many
      read({ ...facts, route: 'GET /a/{id}', path: { id, b: id } }),
      // @ts-expect-error a path parameter is misspelt
      update({ ...facts, route: 'PUT /a/{id}', path: { ID: id } }),
    ];
    expect(made).toHaveLength(4);
  });

  it('is a part that there is not', () => {
    const made = [
      // @ts-expect-error a misspelt part
      read({ ...facts, route: 'GET /a/{id}', path: { id }, qeury: {} }),
      // @ts-expect-error lists are what reads answer
      update({ ...facts, route: 'PUT /a', brief: ['id'] }),
      // @ts-expect-error the whole body must be one of its fields
      create({ ...facts, route: 'POST /a', body: { items: z.array(z.string()) }, wholeBody: 'item' }),
    ];
    expect(made).toHaveLength(3);
  });

  it('is a method that no vendor has', () => {
    // @ts-expect-error there is no FETCH
    expect(() => read({ ...facts, route: 'FETCH /a' })).toThrow('not a route');
  });

  it('is what asks without a preview', () => {
    const made = [
      // @ts-expect-error a removal
      remove({ ...facts, route: 'DELETE /a/{id}', path: { id } }),
      // @ts-expect-error a removal that says nothing
      remove({ ...facts, route: 'DELETE /a/{id}', path: { id }, before: { one }, undo: 'no' }),
      // @ts-expect-error a removal that does not tell whether it can be undone
      remove({ ...facts, route: 'DELETE /a/{id}', path: { id }, before: { one }, says: () => '' }),
      // @ts-expect-error a grant
      create({ ...facts, route: 'POST /a', grants: true }),
      // @ts-expect-error a grant under a condition
      create({ ...facts, route: 'POST /a', grants: { when: 'always', test: () => true } }),
      // @ts-expect-error an update that destroys
      update({ ...facts, route: 'PUT /a', destroys: true }),
      // @ts-expect-error a run that destroys
      run({ ...facts, route: 'POST /a', destroys: true, says: () => '', undo: 'no' }),
      // @ts-expect-error a read that reveals a credential
      read({ ...facts, route: 'GET /a', grants: true }),
    ];
    expect(made.map(asks)).not.toContain('never');
  });

  it('is a preview read that lacks a path parameter', () => {
    // @ts-expect-error the target has no id
    const made = remove({ ...facts, route: 'DELETE /b/{b}', path: { b: id }, before: { one }, says: () => '', undo: 'no' });
    expect(made.effect).toBe('delete');
  });

  it('is the use of an argument that there is not', () => {
    const made = [
      create({
        ...facts,
        route: 'POST /a',
        body: { role: z.string() },
        // @ts-expect-error in a condition
        grants: { when: 'x', test: (input) => input.rolle === 'a' },
        unreadable: 'it is new',
        says: () => '',
        undo: 'no',
      }),
      // @ts-expect-error in the preview
      remove({ ...facts, route: 'DELETE /a/{id}', path: { id }, before: { one }, says: ({ input }) => `${input.nope}`, undo: 'no' }),
      // @ts-expect-error in a check
      update({ ...facts, route: 'PUT /a', body: { n: z.int() }, check: ({ m }) => (m ? { path: 'm', message: 'no' } : undefined) }),
    ];
    expect(made).toHaveLength(3);
  });
});

describe('what the verbs make', () => {
  it('is frozen and states its effect, whatever the method', () => {
    expect(Object.isFrozen(one)).toBe(true);
    expect(read({ ...facts, route: 'POST /query' }).effect).toBe('read');
    expect(run({ ...facts, route: 'GET /refresh' }).effect).toBe('run');
  });

  it('cannot be given another effect by a fact', () => {
    const smuggled = JSON.parse('{"effect":"read"}');
    expect(
      remove({ ...facts, ...smuggled, route: 'DELETE /a/{id}', path: { id }, before: { one }, says: () => '', undo: 'no' }).effect,
    ).toBe('delete');
  });
});
