import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../temporary.ts';
import { run, start } from './run.ts';

const tokens = join(temporary, 'tokens.json');
const file = join(temporary, 'token');
let url = '';
let token = '';

beforeAll(async () => {
  token = (await run(['token', 'add', '--name', 'nightly', '--scopes', 'steward:read', '--file', tokens, '--print'])).stdout;
  writeFileSync(file, token, { mode: 0o600 });
  const server = start(['http', '--port', '0', '--sandbox'], { STEWARD_AUTH: 'token', STEWARD_TOKENS_FILE: tokens });
  url = await server.printed(/http:\S+\/mcp/);
});

describe('steward-mcp call --url --token-file', () => {
  it.each([
    ['a file', () => [file, '']],
    ['stdin', () => ['-', token]],
  ])('sends the token of %s', async (_what, from) => {
    const [path = '', input = ''] = from();
    const ended = await run(['call', 'lightdash_get_organization', '--url', url, '--token-file', path, '--json'], { input });
    expect(ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('Example Trading') });
  });

  it('says that a token is wanted, or not accepted, without showing it', async () => {
    const none = await run(['call', 'lightdash_get_organization', '--url', url]);
    expect(none).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('wants a token: --token-file') });
    const wrong = join(temporary, 'wrong');
    writeFileSync(wrong, 'stw_wrong0123456789');
    const refused = await run(['call', 'lightdash_get_organization', '--url', url, '--token-file', wrong]);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('does not accept the token') });
    expect(refused.stderr).not.toContain('stw_wrong');
  });

  it('never sends it in the clear to another machine, and wants an address', async () => {
    const far = await run(['call', 'lightdash_get_organization', '--url', 'http://steward.example.com/mcp', '--token-file', file]);
    expect(far).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('over https only') });
    const here = await run(['call', 'lightdash_get_organization', '--sandbox', '--token-file', file]);
    expect(here).toMatchObject({ code: 2, stderr: expect.stringContaining('--url') });
    const empty = join(temporary, 'empty');
    writeFileSync(empty, '\n');
    const nothing = await run(['call', 'lightdash_get_organization', '--url', url, '--token-file', empty]);
    expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('one token') });
  });
});
