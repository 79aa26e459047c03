import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { addToken, type TokenRequest } from '../../src/access/tokens-file.ts';
import type { Steward } from '../../src/app.ts';
import { httpOptions } from '../../src/cli/http-options.ts';
import { mcpParts } from '../../src/cli/serve.ts';
import type { Environment } from '../../src/config/index.ts';
import { serveHttp, type HttpOptions, type HttpServer } from '../../src/http/index.ts';
import { temporary } from '../temporary.ts';
import { atEnd, sandboxed } from './opened.ts';

/** A server that knows its callers. */
export interface Guarded extends HttpServer {
  readonly steward: Steward;
}

/** Serves emulated systems as the settings say, until the tests of the file are over. */
export async function guarded(environment: Environment, change: Partial<HttpOptions> = {}): Promise<Guarded> {
  const steward = await sandboxed(environment);
  const options = { host: '127.0.0.1', port: 0, ...(await httpOptions(steward)), ...change };
  const server = await serveHttp(mcpParts(steward, '0.0.0', 'http'), options, steward.log);
  atEnd(server.close);
  return { ...server, steward };
}

/** An empty place for a tokens file. */
export function tokensFile(): string {
  return join(mkdtempSync(join(temporary, 'tokens-')), 'tokens.json');
}

/** A new token in a file. */
export function token(file: string, name: string, scopes: string[], more: Partial<TokenRequest> = {}): string {
  return addToken(file, { name, scopes, confirm: 'human', ...more });
}

/** The header that carries a token. */
export function bearer(text: string): Record<string, string> {
  return { authorization: `Bearer ${text}` };
}
