import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../src/audit/index.ts';
import { answerOf, auditFile, errorOf, failed, ok, pipeline } from './steward.ts';

const RENAME = { id: 'a', name: 'New' };

describe('the audit', () => {
  it('holds a write before it is sent, and its end afterwards', async () => {
    const { audit, entries, text } = auditFile();
    const whenSent: unknown[] = [];
    const { run } = await pipeline({ 'PATCH /things/a': () => (whenSent.push(...entries()), ok({ id: 'a' })) }, { audit });
    await run('lightdash_rename_thing', RENAME);
    expect(whenSent).toMatchObject([
      {
        seq: 1,
        event: 'started',
        tool: 'lightdash_rename_thing',
        effect: 'update',
        system: 'lightdash',
        target: { id: 'a' },
        principal: 'local',
      },
    ]);
    expect(entries()[1]).toMatchObject({ seq: 2, event: 'ended', outcome: 'done', vendorStatus: 200, call: entries()[0]?.['call'] });
    expect(verifyChain(text())).toMatchObject({ intact: true, lines: 2 });
  });

  it('holds how a write failed', async () => {
    const { audit, entries } = auditFile();
    const { run } = await pipeline({ 'PATCH /things/a': failed(403, 'not yours') }, { audit });
    await run('lightdash_rename_thing', RENAME);
    expect(entries().map(({ event, code }) => [event, code])).toEqual([
      ['started', undefined],
      ['ended', 'forbidden'],
    ]);
  });

  it('holds what was shown and what was refused', async () => {
    const { audit, entries } = auditFile();
    const { run } = await pipeline(
      { 'GET /things/a': ok({ name: 'n' }), 'GET /things/a/parts': ok([]) },
      { audit, policy: { deny: ['lightdash_set_role'] } },
    );
    await run('lightdash_delete_thing', { id: 'a' });
    await run('lightdash_rename_thing', { id: 'a' });
    await run('lightdash_set_role', { id: 'a', role: 'admin' });
    expect(entries().map(({ event, tool, code }) => [event, tool, code])).toEqual([
      ['preview', 'lightdash_delete_thing', undefined],
      ['refused', 'lightdash_rename_thing', 'invalid_arguments'],
      ['refused', 'lightdash_set_role', 'not_allowed'],
    ]);
  });

  it('does not hold plain reads', async () => {
    const { audit, text } = auditFile();
    const { run } = await pipeline({ 'GET /things': ok([]) }, { audit });
    await run('lightdash_list_things');
    await run('lightdash_get_thing', {});
    await run('lightdash_get_thing', { id: 'none' });
    expect(text()).toBe('');
  });

  it('holds a read that reveals a credential', async () => {
    const { audit, entries } = auditFile();
    const { run } = await pipeline({ 'GET /keys/k': ok({ key: 'x' }) }, { audit });
    await run('lightdash_reveal_key', { id: 'k', confirm: true });
    expect(entries().map(({ event }) => event)).toEqual(['started', 'ended']);
  });
});

describe('when the audit cannot be written', () => {
  it('no write is sent', async () => {
    const { audit } = auditFile();
    audit.close();
    const { run, replay } = await pipeline({ 'PATCH /things/a': ok({}) }, { audit });
    expect(errorOf(await run('lightdash_rename_thing', RENAME)).code).toBe('audit_unavailable');
    expect(replay.received).toEqual([]);
  });

  it('no confirmed removal is sent either', async () => {
    const { audit } = auditFile();
    audit.close();
    const { run, replay } = await pipeline({ 'GET /things/a': ok({ name: 'n' }), 'GET /things/a/parts': ok([]) }, { audit });
    expect(errorOf(await run('lightdash_delete_thing', { id: 'a', confirm: true })).code).toBe('audit_unavailable');
    expect(errorOf(await run('lightdash_delete_thing', { id: 'a' })).code).toBe('audit_unavailable');
    expect(replay.received.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('reads go on', async () => {
    const { audit } = auditFile();
    audit.close();
    const { run } = await pipeline({ 'GET /things/a': ok({ id: 'a' }) }, { audit });
    expect(answerOf(await run('lightdash_get_thing', { id: 'a' }))).toEqual({ id: 'a' });
  });

  it('a write that was sent before stays done', async () => {
    const { audit } = auditFile();
    const { run } = await pipeline({ 'PATCH /things/a': () => (audit.close(), ok({ id: 'a' })) }, { audit });
    expect(answerOf(await run('lightdash_rename_thing', RENAME))).toEqual({ id: 'a' });
  });
});
