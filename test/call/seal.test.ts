import { describe, expect, it } from 'vitest';
import { HANDLE_TTL, handlesFor } from '../../src/call/index.ts';
import { newKey } from '../../src/state/key.ts';
import { unseal } from '../../src/call/unseal.ts';
import { catalogOf } from '../../src/catalog/index.ts';
import { StewardError } from '../../src/operation/index.ts';
import { fc, times } from '../property.ts';
import { madeUp } from './made-up.ts';
import { answerOf, auditFile, errorOf, failed, ok, pipeline, textOf } from './steward.ts';

const ORIGIN = { principal: 'ann', system: 'lightdash', tool: 'lightdash_create_key', path: 'token' };
const OPENER = { principal: 'ann', system: 'lightdash' };
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a handle', () => {
  const key = newKey();
  const handles = handlesFor(key);

  it('gives back whatever JSON value was sealed, and where it came from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        const value: unknown = JSON.parse(JSON.stringify(given));
        expect(handles.open(handles.seal(value, ORIGIN), OPENER)).toMatchObject({ opened: { ...ORIGIN, value } });
      }),
    );
  });

  it('shows nothing of the value, and is another each time', () => {
    const [one, two] = [handles.seal('ldpat_0123456789', ORIGIN), handles.seal('ldpat_0123456789', ORIGIN)];
    expect(one).toMatch(/^sealed_[\w-]+$/);
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice('sealed_'.length), 'base64url').toString('latin1')).not.toContain('ldpat');
  });

  it('never opens after a character was changed, added or taken away', () => {
    const edit = fc.record({ at: fc.nat(), put: fc.constantFrom(...ALPHABET, '=', ' ', '+', '/', ''), over: fc.boolean() });
    fc.assert(
      fc.property(fc.string(), edit, (value, { at, put, over }) => {
        const handle = handles.seal(value, ORIGIN);
        const place = at % handle.length;
        const changed = handle.slice(0, place) + put + handle.slice(place + (over ? 1 : 0));
        fc.pre(changed !== handle);
        expect(handles.open(changed, OPENER)).toEqual({ refused: expect.stringContaining('cut, changed') });
      }),
      times(500),
    );
  });

  it('never opens from random text, another key or another purpose', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 300 }), (text, bytes) => {
        for (const made of [text, `sealed_${text}`, `sealed_${Buffer.from(bytes).toString('base64url')}`]) {
          expect(handles.open(made, OPENER)).toHaveProperty('refused');
        }
      }),
    );
    expect(handlesFor(newKey()).open(handles.seal('v', ORIGIN), OPENER)).toEqual({ refused: expect.stringContaining('another key') });
    expect(handlesFor(key).open(handles.seal('v', ORIGIN), OPENER)).toHaveProperty('opened');
  });

  it('opens for its principal and its system only, each refused in its own words', () => {
    const handle = handles.seal('v', ORIGIN);
    expect(handles.open(handle, { ...OPENER, principal: 'bob' })).toEqual({ refused: expect.stringContaining('given to somebody else') });
    expect(handles.open(handle, { ...OPENER, system: 'knowi-sso' })).toEqual({
      refused: expect.stringContaining('only for tools of the same system'),
    });
    expect(handles.open(handle, { ...OPENER, system: undefined })).toHaveProperty('opened');
  });

  it('ends after 24 hours', () => {
    let now = 1_800_000_000_000;
    const timed = handlesFor(newKey(), () => now);
    const handle = timed.seal('v', ORIGIN);
    now += HANDLE_TTL * 1000 - 1;
    expect(timed.open(handle, OPENER)).toHaveProperty('opened');
    now += 1;
    expect(timed.open(handle, OPENER)).toEqual({ refused: expect.stringContaining('ended after 24 hours') });
  });
});

describe('arguments with handles', () => {
  const handles = handlesFor(newKey());
  const handle = handles.seal('long enough', ORIGIN);
  const operation = (name: string) => {
    const entry = catalogOf([madeUp]).byName.get(name);
    if (!entry) throw new Error(`no operation ${name}`);
    return entry.operation;
  };
  const opened = (tool: string, args: unknown) => unseal(operation(tool), args, handles, OPENER);
  const problem = (tool: string, args: unknown): StewardError => {
    try {
      opened(tool, args);
    } catch (thrown) {
      if (thrown instanceof StewardError) return thrown;
      throw thrown;
    }
    throw new Error('nothing was refused');
  };

  it('are opened in secret fields, at the top and inside', () => {
    const args = { email: 'a@example.com', password: handle, keys: [{ name: 'k', value: handle }] };
    expect(opened('lightdash_add_account', args)).toEqual({
      args: { email: 'a@example.com', password: 'long enough', keys: [{ name: 'k', value: 'long enough' }] },
      opened: ['long enough', 'long enough'],
    });
    expect(opened('lightdash_use_invitation', { code: handle }).args).toEqual({ code: 'long enough' });
  });

  it('come back as they were minted, not as text', () => {
    const value = { type: 'service_account', scopes: [1, null, true] };
    expect(opened('lightdash_add_account', { password: handles.seal(value, ORIGIN) }).args).toEqual({ password: value });
  });

  const elsewhere: readonly (readonly [what: string, tool: string, args: unknown, field: string])[] = [
    ['a free text', 'lightdash_create_key', { name: handle }, 'name'],
    ['the middle of a free text', 'lightdash_create_key', { name: `my key is ${handle}.` }, 'name'],
    ['an item of a list', 'lightdash_rename_thing', { id: '1', name: 'n', tags: ['a', handle] }, 'tags.1'],
    ['an object without a schema', 'lightdash_set_role', { id: '1', role: 'r', options: { a: { b: handle } } }, 'options.a.b'],
    ['the name of a member', 'lightdash_set_role', { id: '1', role: 'r', options: { [handle]: 1 } }, 'options'],
    ['a path', 'lightdash_get_thing', { id: handle }, 'id'],
    [
      'the neighbour of a secret',
      'lightdash_add_account',
      { email: 'a', password: 'p', keys: [{ name: handle, value: 'v' }] },
      'keys.0.name',
    ],
    ['the choice of fields', 'lightdash_get_thing', { id: '1', fields: [handle] }, 'fields.0'],
    ['an argument that is none', 'lightdash_get_thing', { id: '1', other: handle }, 'other'],
  ];
  it.each(elsewhere)('are refused in %s', (_, tool, args, field) => {
    const error = problem(tool, args);
    expect(error).toMatchObject({ code: 'invalid_arguments', details: { field } });
    expect(error.message).toContain('which only secret arguments take');
    expect(error.message).not.toContain('long enough');
  });

  it('name the secret arguments that the tool has', () => {
    expect(problem('lightdash_add_account', { email: handle }).message).toContain('(here: password, keys.*.value)');
    expect(problem('lightdash_create_key', { name: handle }).message).toContain('(this tool has none)');
  });

  it('are refused in a secret field when cut or mixed with other text', () => {
    expect(problem('lightdash_add_account', { password: handle.slice(0, -1) }).message).toContain('password: is a handle that was cut');
    expect(problem('lightdash_add_account', { password: 'sealed_short' }).message).toContain('password: is a handle that was cut');
    expect(problem('lightdash_add_account', { password: `Bearer ${handle}` }).message).toContain('give the handle alone');
  });

  it('leave names alone that merely begin alike, and anything that is no object', () => {
    const args = { name: 'sealed_bids_by_vendor_and_region', password: 12 };
    expect(opened('lightdash_create_key', args)).toEqual({ args, opened: [] });
    for (const none of [undefined, null, 'x', 3, []]) expect(opened('lightdash_create_key', none).args).toEqual(none);
  });

  it('are refused when nested without end', () => {
    let deep: unknown = handle;
    for (let level = 0; level < 5_000; level += 1) deep = { a: deep };
    expect(problem('lightdash_set_role', { options: deep }).message).toContain('nested too deeply');
  });
});

describe('a call with handles', () => {
  const minted = ok({ id: 'k', token: 'minted-token-1', more: [{ token: { a: 1 } }, { token: '' }], absent: null });

  it('gives handles for what is minted, also for what is no text, and leaves an empty text', async () => {
    const { run, replay } = await pipeline({ 'POST /keys': minted, 'POST /accounts': (request) => ok({ got: JSON.parse(request.text) }) });
    const answer = answerOf(await run('lightdash_create_key', { name: 'n', confirm: true }));
    expect(answer).toMatchObject({
      id: 'k',
      token: expect.stringMatching(/^sealed_/),
      more: [{ token: expect.stringMatching(/^sealed_/) }, { token: '' }],
    });
    const echo = await run('lightdash_add_account', { email: 'a', password: answer['token'] });
    expect(replay.received.at(-1)?.text).toContain('"password":"minted-token-1"');
    expect(answerOf(echo)).toMatchObject({ got: { password: '[hidden by steward]' } });
  });

  it('checks the real value against the schema, and its refusal does not tell it', async () => {
    const { run, replay } = await pipeline({ 'POST /keys': ok({ token: 'tiny-1' }) });
    const { token } = answerOf(await run('lightdash_create_key', { name: 'n', confirm: true }));
    const sent = replay.received.length;
    const error = errorOf(await run('lightdash_add_account', { email: 'a', password: token }));
    expect(error.message).toMatch(/^password: /);
    expect(error.message).not.toContain('tiny-1');
    expect(replay.received.length).toBe(sent);
  });

  it('is not made when what it mints could not be sealed', async () => {
    const keyless = handlesFor(() => {
      throw new Error('/var/state/key cannot be read');
    });
    const { run, replay } = await pipeline({ 'POST /keys': minted }, { handles: keyless });
    expect(errorOf(await run('lightdash_create_key', { name: 'n', confirm: true }))).toMatchObject({ code: 'internal' });
    expect(replay.received).toEqual([]);
  });

  it('are told although the fields that are asked for leave them out, and whole although the answer is cut: there is no other time', async () => {
    const { run } = await pipeline(
      { 'POST /keys': ok({ id: 'k', note: 'n'.repeat(20_000), token: 'minted-token-1' }) },
      { answerTokens: 500 },
    );
    const few = answerOf(await run('lightdash_create_key', { name: 'n', confirm: true, fields: ['id'] }));
    expect(few).toEqual({ id: 'k', token: expect.stringMatching(/^sealed_/) });
    const cut = answerOf(await run('lightdash_create_key', { name: 'n', confirm: true }));
    expect(cut).toMatchObject({ note: expect.stringMatching(/^n+…$/), truncated: {} });
    expect((await run('lightdash_add_account', { email: 'a', password: cut['token'] })).kind).toBe('failed');
  });

  it('keeps the opened value out of errors, audit and answers', async () => {
    const { audit, text } = auditFile();
    const { run } = await pipeline(
      { 'POST /keys': minted, 'POST /accounts': failed(400, 'minted-token-1 is too weak', 'ParameterError') },
      { audit },
    );
    const { token } = answerOf(await run('lightdash_create_key', { name: 'n', confirm: true }));
    const outcome = await run('lightdash_add_account', { email: 'a', password: token });
    expect(errorOf(outcome).message).toContain('[hidden by steward] is too weak');
    for (const told of [textOf(outcome), text()]) expect(told).not.toContain('minted-token-1');
  });
});
