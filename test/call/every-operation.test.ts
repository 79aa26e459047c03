import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdapters } from '../../src/adapters.ts';
import { callerFor, type CallParts, type RunCall } from '../../src/call/index.ts';
import { catalogOf, visibleUnder } from '../../src/catalog/index.ts';
import { readSettings } from '../../src/config/index.ts';
import { asks, asksBecause, parseRoute, type Operation } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';
import { openReplay, type Received, type Replay } from '../vendor/recordings.ts';
import { samplesOf } from './samples.ts';
import { alone } from './steward.ts';

const catalog = catalogOf(systems);
const asking = catalog.entries.map(({ operation }) => operation).filter((operation) => asks(operation) !== 'never');
/** They use the configured credentials, at the address at which every adapter signs in by itself. */
const SIGN_IN = new Set(['login', 'iam_login_create', 'iam_session_token_create']);

let replay: Replay;
let adapters: CallParts['adapters'];

beforeAll(async () => {
  replay = await openReplay();
  const headers = { 'content-type': 'application/json', 'set-cookie': 'connect.sid=s; Path=/' };
  // One answer that all five take for a success, a signing in included.
  replay.answer = () => ({
    status: 200,
    headers,
    body: { status: 'ok', results: [], access_token: 'bearer-of-the-server', data: [], valid: true },
  });
  const { url } = replay;
  adapters = openAdapters(
    readSettings({
      LIGHTDASH_URL: url,
      LIGHTDASH_TOKEN: 'pat-x',
      LIGHTDASH_EMAIL: 'admin@example.com',
      LIGHTDASH_PASSWORD: 'pass word',
      CISO_ASSISTANT_URL: url,
      CISO_ASSISTANT_TOKEN: 'token-x',
      KNOWI_URL: url,
      KNOWI_CLIENT_ID: 'client-x',
      KNOWI_CLIENT_SECRET: 'secret-x',
      KNOWI_SSO_URL: url,
      KNOWI_SSO_CUSTOMER_TOKEN: 'customer-x',
      KNOWLEDGEOWL_URL: url,
      KNOWLEDGEOWL_API_KEY: 'key-x',
    }),
  );
});
afterAll(async () => {
  await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
  await replay.close();
});

function calling(confirm: 'human' | 'flag'): RunCall {
  const visible = visibleUnder(catalog, { configured: new Set(adapters.keys()), readOnly: false });
  return callerFor({ ...alone(), catalog, visible, adapters, confirm });
}

/** Whether a request is one that the operation itself makes. */
function isOwn({ route }: Operation, { method, path }: Received): boolean {
  const parsed = parseRoute(route);
  const pattern = parsed.segments
    .map((part) => (typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '[^/]+'))
    .join('');
  return method === parsed.method && new RegExp(`${pattern}$`).test(path);
}

/** Arguments with which an operation asks. */
const dangerous = (operation: Operation) => samplesOf(operation).filter((args) => asksBecause(operation, args) !== undefined);

describe('every operation that removes, grants or publishes', () => {
  it('is asked about with some arguments that these tests can make', () => {
    expect(asking.length).toBeGreaterThan(80);
    expect(asking.filter((operation) => dangerous(operation).length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('does nothing in human mode without a person, whatever confirm says', async () => {
    const call = calling('human');
    for (const operation of asking) {
      for (const args of dangerous(operation).slice(0, 4)) {
        for (const confirm of [{}, { confirm: true }, { confirm: false }]) {
          replay.received.length = 0;
          const outcome = await call({
            tool: operation.name,
            args: { ...args, ...confirm },
            caller: { principal: 'local', surface: 'stdio' },
          });
          const where = `${operation.name} ${JSON.stringify({ ...args, ...confirm })}`;
          expect(['failed', 'refused'], where).toContain(outcome.kind);
          if (!SIGN_IN.has(operation.id))
            expect(
              replay.received.filter((request) => isOwn(operation, request)),
              where,
            ).toEqual([]);
        }
      }
    }
  });

  it('would have been sent: the same calls reach the vendor where a flag suffices', async () => {
    const call = calling('flag');
    const unsent: string[] = [];
    for (const operation of asking.filter(({ id }) => !SIGN_IN.has(id))) {
      const [args] = dangerous(operation);
      replay.received.length = 0;
      const shown = await call({ tool: operation.name, args, caller: { principal: 'local', surface: 'stdio' } });
      expect(
        replay.received.filter((request) => isOwn(operation, request)),
        operation.name,
      ).toEqual([]);
      const done = await call({ tool: operation.name, args: { ...args, confirm: true }, caller: { principal: 'local', surface: 'stdio' } });
      if (shown.kind !== 'preview' || !replay.received.some((request) => isOwn(operation, request)))
        unsent.push(`${operation.name}: ${shown.kind} ${done.kind} ${'error' in done ? done.error.message : ''}`);
    }
    expect(unsent).toEqual([]);
  });
});
