import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallParts } from '../../src/call/index.ts';
import { asks, asksBecause, parseRoute, type Operation } from '../../src/operation/index.ts';
import { openReplay, type Received, type Replay } from '../vendor/recordings.ts';
import { adaptersAt, callingAll, catalog } from './all-systems.ts';
import { samplesOf } from './samples.ts';

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
  adapters = adaptersAt(replay.url);
});
afterAll(async () => {
  await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
  await replay.close();
});

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
    const call = callingAll(adapters, 'human');
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
    const call = callingAll(adapters, 'flag');
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
