import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../e2e/clients.ts';
import { temporary } from '../temporary.ts';

const TOKEN = 'ldpat_0123456789abcdef';

describe.each(KINDS)('over stdio, $name', ({ connect }) => {
  it('is told what is missing when no system is configured', async () => {
    const client = await connect({ args: ['stdio'], environment: {} });
    expect(client.instructions).toContain('KnowledgeOwl: set KNOWLEDGEOWL_API_KEY.');
    expect(await client.tools()).toMatchObject([{ name: 'steward_setup', annotations: { readOnlyHint: true } }]);
    expect((await client.call('steward_setup')).text).toContain('set STEWARD_SANDBOX to true');
  });

  it('is told only how to end what was begun', async () => {
    const client = await connect({ args: ['stdio'], environment: { LIGHTDASH_TOKEN: TOKEN } });
    const { text, isError } = await client.call('steward_setup');
    expect(isError).toBe(false);
    expect(text).toContain('- Lightdash: set LIGHTDASH_URL.\n');
    expect(text).not.toMatch(/KnowledgeOwl|ldpat_/);
  });

  it('is told every wrong setting, without values', async () => {
    const environment = { STEWARD_CONFRIM: 'flag', LIGHTDASH_URL: `https://${TOKEN}@`, LIGHTDASH_TOKEN: TOKEN };
    const client = await connect({ args: ['stdio'], environment });
    const { text } = await client.call('steward_setup');
    expect(text).toContain('STEWARD_CONFRIM is not a setting. Did you mean STEWARD_CONFIRM?');
    expect(text).toContain('LIGHTDASH_URL: must be an http or https address.');
    expect(text).not.toContain(TOKEN);
  });
});

describe('over stdio, a server that cannot start', () => {
  const [{ connect } = { connect: () => Promise.reject(new Error('no client')) }] = KINDS;

  it('says that the settings hide everything', async () => {
    const client = await connect({
      args: ['--sandbox'],
      environment: { STEWARD_ALLOW: 'lightdash_get_group', STEWARD_SYSTEMS: 'knowledgeowl' },
    });
    expect((await client.call('steward_setup')).text).toContain('The settings hide every operation');
  });

  it('says with each call that the audit cannot be written, and goes on when it can', async () => {
    const folder = `${temporary}/nowhere`;
    const client = await connect({ args: ['--sandbox'], environment: { STEWARD_AUDIT_FILE: `${folder}/audit.ndjson` } });
    expect(await client.call('lightdash_list_groups')).toMatchObject({
      isError: true,
      text: expect.stringContaining('nowhere/audit.ndjson'),
    });
    mkdirSync(folder);
    expect(await client.call('lightdash_list_groups')).toMatchObject({ isError: false });
  });

  it('makes no call with a grant that is none', async () => {
    const client = await connect({ args: ['--sandbox'], environment: { STEWARD_GRANT: 'grant_made-up' } });
    expect((await client.tools()).length).toBeGreaterThan(200);
    expect(await client.call('lightdash_list_groups')).toMatchObject({
      isError: true,
      text: expect.stringContaining('STEWARD_GRANT: is no grant'),
    });
  });

  it('names a settings file that is not there', async () => {
    const client = await connect({ args: ['--settings', '/nope/steward.env'], environment: {} });
    expect((await client.call('steward_setup')).text).toContain('The settings file /nope/steward.env cannot be read (ENOENT).');
  });
});
