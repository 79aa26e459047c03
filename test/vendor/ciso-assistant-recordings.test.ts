import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject, member, StewardError, type Operation } from '../../src/operation/index.ts';
import { cisoAssistantAdapter } from '../../src/vendor/ciso-assistant/adapter.ts';
import { cisoAssistant } from '../../tools/ciso-assistant/index.ts';
import { meaning } from './ciso-assistant-meaning.ts';
import { argumentsOf, openReplay, recordedExchanges, type Exchange, type Received, type Replay } from './recordings.ts';

const operations = new Map(
  cisoAssistant.groups.flatMap(({ operations: all }) => all.map((operation) => [operation.id, operation] as const)),
);
const exchanges = recordedExchanges('ciso-assistant');

describe('every recorded CISO Assistant exchange', () => {
  let replay: Replay;
  let recorded: Exchange;
  const tally = { fed: 0, compared: 0, refused: new Map<string, number>() };

  beforeAll(async () => {
    replay = await openReplay();
    // A recorded body of null stands for an empty one.
    replay.answer = () => ({ ...recorded.response, body: recorded.response.body ?? '' });
  });
  afterAll(async () => {
    await replay.close();
    const rules = [...tally.refused].map(([rule, count]) => `${count} ${rule}`).join(', ');
    console.log(`CISO Assistant recordings: ${tally.fed} exchanges fed, ${tally.compared} requests compared, not compared: ${rules}`);
    expect(tally.fed).toBe(exchanges.length);
    expect(tally.compared + [...tally.refused.values()].reduce((sum, count) => sum + count, 0)).toBe(exchanges.length);
  });

  it('is there, and for all 57 operations', () => {
    expect(exchanges.length).toBe(642);
    expect(new Set(exchanges.map(({ operationId }) => operationId))).toEqual(new Set(operations.keys()));
    expect(operations.size).toBe(57);
  });

  it.each([...operations.keys()])('of %s is asked for as recorded and has the outcome that it means', async (id) => {
    const operation = operations.get(id);
    if (!operation) throw new Error(`no operation ${id}`);
    for (const [index, exchange] of exchanges.filter(({ operationId }) => operationId === id).entries()) {
      recorded = exchange;
      replay.received.length = 0;
      const adapter = cisoAssistantAdapter({ url: index % 2 === 0 ? replay.url : `${replay.url}/api/`, ...credentials(exchange) });
      const outcome = await adapter.call(operation, argumentsFor(operation, exchange)).catch((thrown: unknown) => thrown);
      await adapter.close();
      expectOutcome(outcome, exchange);
      tally.fed += 1;
      expect(replay.received.length, exchange.label).toBe(1);
      const [received] = replay.received;
      expect(received?.headers.cookie).toBeUndefined();
      expect(received?.headers.authorization).toBe(operation.needs === 'none' ? undefined : 'Token t0');
      expect(received?.path).toMatch(/^\/api\/(?!api\/).*\/$/);
      const rule = notMadeByUs(operation, exchange);
      if (rule === undefined) {
        tally.compared += 1;
        expectRequest(received, exchange);
      } else tally.refused.set(rule, (tally.refused.get(rule) ?? 0) + 1);
    }
  });
});

/** Signing in uses the settings, everything else a token. */
function credentials({ operationId, request: { body } }: Exchange): { token?: string; username?: string; password?: string } {
  if (operationId !== 'iam_login_create') return { token: 't0' };
  const text = (name: string) => {
    const value = member(body, name);
    return typeof value === 'string' ? value : '';
  };
  return { username: text('username'), password: text('password') };
}

function argumentsFor(operation: Operation, exchange: Exchange): Record<string, unknown> {
  const below = { ...exchange, request: { ...exchange.request, path: exchange.request.path.replace(/^\/api/, '') } };
  // A path that is not the operation's leaves its parameters empty, which would be refused before anything is sent.
  const args = Object.entries(argumentsOf(operation, below)).map(([name, value]) => [
    name,
    name in operation.path && value === '' ? '0' : value,
  ]);
  return Object.fromEntries(args.map(([name, value]) => [name, commaList(String(name), value)]));
}

/** The recorded `id=a,b` is the list of ids that a caller gives. */
function commaList(name: string, value: unknown): unknown {
  return name === 'id' && typeof value === 'string' && value.includes(',') ? value.split(',') : value;
}

/** The rule by which no call of the operation makes this request; undefined when one does. */
function notMadeByUs(operation: Operation, { request, operationId }: Exchange): string | undefined {
  const [method, route = ''] = operation.route.split(' ');
  const pattern = new RegExp(`^/api${route.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
  if (request.method !== method || !pattern.test(request.path)) return 'with another method or path';
  if ('headers' in request || 'contentType' in request) return 'with headers that are never sent';
  if (request.body !== null && !isObject(request.body)) return 'with a body that is no JSON object';
  if (operationId === 'iam_login_create' && !(member(request.body, 'username') && member(request.body, 'password')))
    return 'without credentials';
  const declared = new Set([...Object.keys(operation.body), ...(operationId === 'iam_login_create' ? ['username', 'password'] : [])]);
  if (Object.keys(request.body ?? {}).some((name) => !declared.has(name))) return 'with undeclared body members';
  if (Object.keys(request.query).some((name) => !Object.hasOwn(operation.query, name))) return 'with undeclared query parameters';
  return Array.isArray(request.query['id']) ? 'with repeated ids, which we join' : undefined;
}

function expectOutcome(outcome: unknown, exchange: Exchange): void {
  const where = `${exchange.operationId}: ${exchange.label}`;
  const wanted = meaning(exchange);
  if ('code' in wanted) {
    expect(outcome, where).toBeInstanceOf(StewardError);
    if (!(outcome instanceof StewardError)) return;
    expect({ code: outcome.code, field: outcome.details.field }, `${where}: ${outcome.message}`).toEqual({
      code: wanted.code,
      field: wanted.field,
    });
    expect(outcome.details.vendorStatus, where).toBe(exchange.response.status);
    expect(outcome.message, where).not.toMatch(/<[a-z!/]|undefined|\[object|Traceback|Django|Server Error/i);
    return;
  }
  if (outcome instanceof Error) throw new Error(`${where}: ${outcome.message}`);
  expect(member(outcome, 'data'), where).toEqual(wanted.data);
  expect(member(outcome, 'page'), where).toEqual(wanted.page);
  const notes = member(outcome, 'notes');
  expect(Array.isArray(notes) ? notes.join(' ') : '', where).toMatch(wanted.note ?? /^(?!.*failed:)/);
}

function expectRequest(received: Received | undefined, { request, operationId, label }: Exchange): void {
  const where = `${operationId}: ${label}`;
  expect(received?.method, where).toBe(request.method);
  expect(received?.path, where).toBe(request.path);
  const wanted = Object.entries(request.query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)]),
  );
  expect([...(received?.query ?? [])].toSorted(), where).toEqual(wanted.toSorted());
  expect(received?.text ? JSON.parse(received.text) : {}, where).toEqual(request.body ?? {});
}
