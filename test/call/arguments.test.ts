import { describe, expect, it } from 'vitest';
import { HIDDEN } from '../../src/operation/index.ts';
import { answerOf, errorOf, ok, pipeline } from './steward.ts';

describe('arguments that are wrong', () => {
  it.each<[string, string, unknown, RegExp]>([
    ['no arguments where one is needed', 'lightdash_get_thing', {}, /^id: .*expected string/],
    ['a missing body field', 'lightdash_rename_thing', { id: 'a' }, /^name: .*expected string/],
    ['an undeclared argument', 'lightdash_get_thing', { id: 'a', ID: 'b' }, /^ID: is not an argument; this tool takes id, fields/],
    ['a wrong type', 'lightdash_rename_thing', { id: 'a', name: 'n', tags: 'x' }, /^tags: .*expected array/],
    ['a wrong type inside', 'lightdash_rename_thing', { id: 'a', name: 'n', tags: ['x', 1] }, /^tags\.1: .*expected string/],
    ['a number as text', 'lightdash_list_things', { page: '2' }, /^page: .*expected (int|number)/],
    ['another choice', 'lightdash_list_things', { kind: 'odd' }, /^kind: .*"old"\|"new"/],
    ['too little', 'lightdash_list_things', { page: 0 }, /^page: .*>=1/],
    ['several faults', 'lightdash_rename_thing', { id: 1, name: 2 }, /^id: .*; name: /],
    [
      'an undeclared member inside',
      'lightdash_add_account',
      { email: 'a', password: 'long enough', keys: [{ name: 'n', value: 'v', other: 1 }] },
      /^keys\.0\.other: is not an argument/,
    ],
    ['null', 'lightdash_get_thing', null, /^id: /],
    ['a list', 'lightdash_get_thing', ['a'], /^arguments: .*expected object/],
    ['a text', 'lightdash_get_thing', 'a', /^arguments: .*expected object/],
    ['a path into another path', 'lightdash_get_thing', { id: '../users' }, /^id: must not contain a slash/],
    ['a dot segment', 'lightdash_delete_thing', { id: '..', confirm: true }, /^id: must not be a dot segment/],
    ['confirm where nothing asks', 'lightdash_rename_thing', { id: 'a', name: 'n', confirm: true }, /^confirm: is not an argument/],
    ['confirm that is no yes', 'lightdash_delete_thing', { id: 'a', confirm: 'true' }, /^confirm: .*expected boolean/],
    ['an own __proto__', 'lightdash_get_thing', JSON.parse('{"id":"a","__proto__":{"confirm":true}}'), /__proto__/],
    ['an own __proto__ instead of the argument', 'lightdash_get_thing', JSON.parse('{"__proto__":{"id":"a"}}'), /id: /],
    ['the name of a prototype member', 'lightdash_get_thing', JSON.parse('{"id":"a","constructor":1}'), /^constructor: is not an argument/],
  ])('%s: the fault is named and nothing is sent', async (_, tool, args, words) => {
    const { run, replay } = await pipeline({});
    const error = errorOf(await run(tool, args));
    expect(error.code).toBe('invalid_arguments');
    expect(error.message).toMatch(words);
    expect(error.text).toContain('nothing was sent');
    expect(replay.received).toEqual([]);
  });

  it('are named, not repeated: a secret among them stays unsaid', async () => {
    const { run } = await pipeline({});
    const error = errorOf(await run('lightdash_add_account', { email: 1, password: 'hush-7' }));
    expect(error.message).toContain('email: ');
    expect(error.message).toContain('password: ');
    expect(error.text).not.toContain('hush');
  });

  it('that carry a hidden value are refused, wherever it stands', async () => {
    const { run, replay } = await pipeline({});
    for (const args of [
      { email: 'a', password: HIDDEN },
      { email: `x${HIDDEN}`, password: 'long enough' },
      { email: 'a', password: 'long enough', keys: [{ name: HIDDEN, value: 'v' }] },
    ]) {
      expect(errorOf(await run('lightdash_add_account', args)).message).toContain('holds a hidden value');
    }
    expect(replay.received).toEqual([]);
  });
});

describe('a tool', () => {
  it('that there is not is unknown', async () => {
    const { run } = await pipeline({});
    for (const tool of ['lightdash_get_things', '__proto__', 'constructor', '', 'lightdash_GET_thing'])
      expect(errorOf(await run(tool)).code).toBe('unknown_tool');
  });

  it('that a setting hides is not allowed, and the setting is named', async () => {
    const { run, replay } = await pipeline({}, { policy: { readOnly: true, deny: ['lightdash_get_*'] } });
    expect(errorOf(await run('lightdash_rename_thing', { id: 'a', name: 'n' })).message).toContain('STEWARD_READ_ONLY');
    expect(errorOf(await run('lightdash_reveal_key', { id: 'a', confirm: true })).message).toContain('STEWARD_READ_ONLY');
    expect(errorOf(await run('lightdash_get_thing', { id: 'a' })).message).toContain('STEWARD_DENY');
    expect(replay.received).toEqual([]);
  });

  it('of a system without credentials is not configured', async () => {
    const { run } = await pipeline({}, { adapters: new Map() });
    expect(errorOf(await run('lightdash_get_thing', { id: 'a' })).code).toBe('not_configured');
  });

  it('gets its arguments to the right place', async () => {
    const { run, replay } = await pipeline({ 'PATCH /things/a%20b': ok({ id: 'a b' }), 'GET /things': ok([]) });
    expect(answerOf(await run('lightdash_rename_thing', { name: 'New', id: 'a b', tags: [] }))).toEqual({ id: 'a b' });
    await run('lightdash_list_things', { page: 2 });
    expect(replay.received.map(({ method, path, text, query }) => [method, path, text, query.toString()])).toEqual([
      ['PATCH', '/things/a%20b', '{"name":"New","tags":[]}', ''],
      ['GET', '/things', '', 'page=2'],
    ]);
  });
});

describe('a call', () => {
  it('that meets a fault of ours says nothing of our insides', async () => {
    const { run } = await pipeline({});
    const error = errorOf(await run('lightdash_broken_thing'));
    expect(error.code).toBe('internal');
    expect(error.text).not.toContain('app.js');
  });

  it('is not made when the caller has gone', async () => {
    const { run, replay } = await pipeline({});
    for (const tool of ['lightdash_get_thing', 'lightdash_delete_thing']) {
      expect(errorOf(await run(tool, { id: 'a' }, { signal: AbortSignal.abort() })).code).toBe('cancelled');
    }
    expect(errorOf(await run('lightdash_rename_thing', { id: 'a', name: 'n' }, { signal: AbortSignal.abort() })).code).toBe('cancelled');
    expect(replay.received).toEqual([]);
  });
});
