import { describe, expect, it } from 'vitest';
import { HIDDEN } from '../../src/operation/index.ts';
import { answerOf, auditFile, errorOf, failed, ok, pipeline, textOf, TOKEN } from './steward.ts';

const PASSWORD = 'correct-horse-battery';
const KEY = 'key-value-of-somebody';
const account = { email: 'ada@example.com', password: PASSWORD, keys: [{ name: 'ci', value: KEY }] };

describe('a secret among the arguments', () => {
  it('reaches the vendor and nobody else', async () => {
    const { audit, text, entries } = auditFile();
    const { run, replay } = await pipeline(
      { 'POST /accounts': ok({ email: account.email, echoed: `it is ${PASSWORD}!`, keys: [KEY] }) },
      { audit },
    );
    const outcome = await run('lightdash_add_account', account);
    expect(JSON.parse(replay.received[0]?.text ?? '')).toEqual(account);
    expect(answerOf(outcome)).toEqual({ email: account.email, echoed: `it is ${HIDDEN}!`, keys: [HIDDEN] });
    expect(entries()).toHaveLength(2);
    for (const told of [text(), textOf(outcome), JSON.stringify(outcome)]) {
      expect(told).not.toContain(PASSWORD);
      expect(told).not.toContain(KEY);
      expect(told).not.toContain(TOKEN);
    }
  });

  it('is not in the error when the vendor repeats it', async () => {
    const { audit, text } = auditFile();
    const { run } = await pipeline({ 'POST /accounts': failed(400, `the password ${PASSWORD} is too simple`) }, { audit });
    const error = errorOf(await run('lightdash_add_account', account));
    expect(error.message).toContain('is too simple');
    for (const told of [error.text, String(error.stack), text()]) expect(told).not.toContain(PASSWORD);
  });

  it('cannot be smuggled past a person: an error quotes no character that nobody sees', async () => {
    const unseen = [...'delete everything'].map((letter) => String.fromCodePoint(0xe0100 + (letter.codePointAt(0) ?? 0))).join('');
    const { run } = await pipeline({ 'POST /accounts': failed(400, `too\u3164 simple${unseen}\u115f\u202e`) });
    expect(errorOf(await run('lightdash_add_account', account)).message).toMatch(/^[\x20-\x7e]*too simple\.$/);
  });

  it('that is a part of other things in the answer leaves these as they are', async () => {
    for (const password of ['17202400', 'statusCode']) {
      const answer = failed(404, 'no account of 2024');
      const body = { ...Object(answer.body), timestamp: 1_720_240_000, known: true };
      const { run } = await pipeline({ 'POST /accounts': { ...answer, body } });
      expect(errorOf(await run('lightdash_add_account', { ...account, password })).code).toBe('not_found');
    }
  });

  it.each([
    ['holds two spaces', 'correct  horse battery'],
    ['looks like a tag', 'Tr0ub4<dor>&3 and more'],
    ['has lines', '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END KEY-----'],
    ['is longer than what is told of a vendor', `dbtc_${'A1b2C3d4'.repeat(60)}`],
    ['ends where that ends', 'z'.repeat(40)],
    ['is written with escapes', 'snow\u2603/"quoted"'],
  ])('is not in the error, nor a piece of it, when the vendor repeats one that %s', async (_what, password) => {
    const { run } = await pipeline({ 'POST /accounts': failed(400, `${'x'.repeat(280)} ${password} is too simple`) });
    const { message } = errorOf(await run('lightdash_add_account', { ...account, password }));
    for (let at = 0; at + 8 <= password.length; at += 4) expect(message).not.toContain(password.slice(at, at + 8));
    const plain = errorOf(
      await (await pipeline({ 'POST /accounts': failed(400, `not ${password}`) })).run('lightdash_add_account', { ...account, password }),
    );
    expect(plain.message).toContain(`not ${HIDDEN}`);
  });

  it('is not in the audit when it stands in the path', async () => {
    const { audit, text, entries } = auditFile();
    const { run, replay } = await pipeline({ 'POST /invitations/invitation-code-7': ok({}) }, { audit });
    await run('lightdash_use_invitation', { code: 'invitation-code-7' });
    expect(replay.received).toHaveLength(1);
    expect(entries()[0]).toMatchObject({ event: 'started', target: { code: HIDDEN } });
    expect(text()).not.toContain('invitation-code-7');
  });

  it('does not make two calls look alike that are not', async () => {
    const { audit, entries } = auditFile();
    const { run } = await pipeline({ 'POST /accounts': ok({}) }, { audit });
    await run('lightdash_add_account', account);
    await run('lightdash_add_account', { keys: account.keys, password: PASSWORD, email: account.email });
    await run('lightdash_add_account', { ...account, email: 'bob@example.com' });
    const [one, , same, , other] = entries().map(({ digest }) => digest);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe('what an operation mints', () => {
  const minted = ok({ id: 'k', token: 'minted-1', more: [{ token: 'minted-2', name: 'n' }], absent: null });

  it('is hidden from the model', async () => {
    const { audit, text } = auditFile();
    const { run } = await pipeline({ 'POST /keys': minted }, { audit });
    const outcome = await run('lightdash_create_key', { name: 'n', confirm: true });
    expect(answerOf(outcome)).toMatchObject({ id: 'k', more: [{ name: 'n' }] });
    for (const told of [textOf(outcome), JSON.stringify(answerOf(outcome)), text()]) expect(told).not.toMatch(/minted-\d/);
  });

  it('is hidden when it is asked for by name', async () => {
    const { run } = await pipeline({ 'POST /keys': minted });
    const outcome = await run('lightdash_create_key', { name: 'n', confirm: true, fields: ['token', 'more.token'] });
    expect(textOf(outcome)).not.toMatch(/minted-\d/);
  });

  it('is shown where the settings say so', async () => {
    const { run } = await pipeline({ 'POST /keys': minted }, { revealSecrets: true });
    expect(answerOf(await run('lightdash_create_key', { name: 'n', confirm: true }))).toMatchObject({ token: 'minted-1' });
  });
});
