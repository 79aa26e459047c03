import { afterEach, beforeEach } from 'vitest';
import { serveEmulations } from '../../src/sandbox/core/server.ts';
import { openKnowi } from '../../src/sandbox/knowi/index.ts';
import { send, textOf, type Seen, type Sent } from './send.ts';

export const ADMIN = 10_091;
/** Owns a quarter of all assets. */
export const LEAVER = 10_095;
export const SALES = 2_201;
export const DASHBOARD = 110_634;
export const FILTERS = JSON.stringify([{ fieldName: 'region', values: ['North'], operator: '=' }]);
export const KEY = { client_id: 'sandbox-knowi-client', client_secret: 'sandbox-knowi-client-secret' };

/** A signed-in client of a sandbox that is fresh for each test. */
export interface KnowiClient {
  readonly base: () => string;
  readonly login: () => Promise<string>;
  /** Uses another token from now on. */
  readonly use: (token: string) => void;
  readonly call: (method: string, path: string, sent?: Sent) => Promise<Seen>;
  readonly passSeconds: (seconds: number) => void;
}

/** Opens, signs in and closes around each test of the file. */
export function knowiForEachTest(): KnowiClient {
  let base = '';
  let token = '';
  let clock = Date.UTC(2026, 5, 1);
  const login = async () => textOf((await send('POST', `${base}/login`, { form: KEY })).body, 'access_token');

  let close = async () => {};
  beforeEach(async () => {
    const sandbox = await serveEmulations([openKnowi({ now: () => clock })]);
    close = sandbox.close;
    base = sandbox.settings.KNOWI_URL ?? '';
    token = await login();
  });
  afterEach(() => close());

  return {
    base: () => base,
    login,
    use: (other) => {
      token = other;
    },
    call: (method, path, sent = {}) =>
      send(method, `${base}${path}`, { ...sent, headers: { authorization: `Bearer ${token}`, ...sent.headers } }),
    passSeconds: (seconds) => {
      clock += seconds * 1000;
    },
  };
}
