import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../temporary.ts';
import { run, start } from './run.ts';

const PAGE = '<html><body>a page of a proxy</body></html>';
const MCP_ERROR = JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32603, message: 'Overloaded.\u001b[2J Try again soon.' } });

let url = '';
/** What stands in front of the server, and answers calls of a tool by itself. */
let proxy = '';
let answerCall = (_response: ServerResponse): unknown => undefined;

const front = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    if (request.url !== '/mcp' || body.includes('"tools/call"')) answerCall(response);
    else void passOn(request, body, response);
  });
});

async function passOn({ headers, method = 'POST' }: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
  const sent = Object.entries(headers).filter(([name]) => /^(accept|content-type|mcp-.*)$/.test(name));
  const answer = await fetch(url, {
    method,
    headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
    ...(body === '' ? {} : { body }),
  });
  const kept = [...answer.headers].filter(([name]) => ['content-type', 'mcp-session-id'].includes(name));
  response.writeHead(answer.status, Object.fromEntries(kept)).end(await answer.text());
}

beforeAll(async () => {
  url = await start(['http', '--port', '0', '--sandbox']).printed(/http:\S+\/mcp/);
  await once(front.listen(0, '127.0.0.1'), 'listening');
  const address = front.address();
  proxy = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});

afterAll(() => {
  front.closeAllConnections();
  front.close();
});

/** What `call --json` prints when it fails, and that it is the same sentence for a person. */
async function failure(at: string, args = '{}', ...options: readonly string[]) {
  const words = ['call', 'lightdash_list_groups', '-', '--url', at, ...options];
  const [json, plain] = [await run([...words, '--json'], { input: args }), await run(words, { input: args })];
  expect([json.code, json.stderr, plain.code, plain.stdout]).toEqual([1, '', 1, '']);
  const { error }: { error: { code: string; message: string } } = JSON.parse(json.stdout);
  expect(plain.stderr).toBe(`${error.message}\n`);
  expect(error.message).not.toMatch(/Error|POSTing|jsonrpc|html|steward-mcp check/);
  return error;
}

describe('a call of a server that fails', () => {
  it.each([
    [
      'where nobody listens',
      () => 'http://127.0.0.1:9/mcp',
      'unreachable',
      /^No MCP server answers at http:\/\/127\.0\.0\.1:9\/mcp\. Is it running/,
    ],
    ['at a wrong path', () => url.replace('/mcp', '/nope'), 'unexpected_answer', /It says: Nothing is here; MCP is at \/mcp\./],
    [
      'where something else answers',
      () => `${proxy}/page`,
      'unexpected_answer',
      /^No MCP server answers .* but something else\. Is the path right/,
    ],
  ])('says so as JSON and in words: %s', async (_what, at, code, message) => {
    answerCall = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    expect(await failure(at())).toEqual({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ['a proxy that is too busy', 429, PAGE, 'rate_limited', /nothing was done\. Try again later\.$/],
    ['a server that is too busy', 503, MCP_ERROR, 'unavailable', /It says: Overloaded\.\\u001b\[2J Try again soon\.$/],
    ['a proxy that takes less', 413, PAGE, 'rejected', /too large .* nothing was done/],
    ['one that forbids it', 403, PAGE, 'forbidden', /refuses the call \(403\)\.$/],
    ['a proxy that lost the server', 502, PAGE, 'outcome_unknown', /\(502\): it may or may not have been done/],
  ])('tells what %s said, and of no page', async (_what, status, body, code, message) => {
    answerCall = (response) => response.writeHead(status, { 'content-type': 'text/html' }).end(body);
    expect(await failure(`${proxy}/mcp`)).toEqual({ code, message: expect.stringMatching(message) });
  });

  it('does not say that nothing was done when the connection broke after the call was sent', async () => {
    answerCall = (response) => response.destroy();
    expect(await failure(`${proxy}/mcp`)).toEqual({
      code: 'outcome_unknown',
      message: expect.stringContaining('may or may not have been done'),
    });
  });

  it.each([1024 * 1024 - 20, 3 * 1024 * 1024])('says that a call of about %i bytes is too large', async (size) => {
    const large = JSON.stringify({ searchQuery: 'x'.repeat(size) });
    expect(await failure(url, large)).toEqual({ code: 'rejected', message: expect.stringMatching(/too large .* nothing was done/) });
  });

  it('says that a token is wanted, or not accepted', async () => {
    const file = join(temporary, 'token');
    writeFileSync(file, 'stw_wrong0123456789');
    answerCall = (response) => response.writeHead(401).end();
    expect(await failure(`${proxy}/mcp`)).toEqual({
      code: 'sign_in_failed',
      message: expect.stringContaining('wants a token: --token-file'),
    });
    expect(await failure(`${proxy}/mcp`, '{}', '--token-file', file)).toEqual({
      code: 'sign_in_failed',
      message: expect.stringContaining('does not accept the token'),
    });
  });
});
