import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkInput, isObject, member, StewardError, type Operation } from '../../src/operation/index.ts';
import { lightdashAdapter } from '../../src/vendor/index.ts';
import { lightdash } from '../../tools/lightdash/index.ts';
import { argumentsOf, openReplay, recordedExchanges, type Exchange, type Received, type Replay } from './recordings.ts';

const operations = new Map(lightdash.groups.flatMap(({ operations: all }) => all.map((operation) => [operation.id, operation] as const)));
const exchanges = recordedExchanges('lightdash');

/** What the recorded status and body mean, written from the vendor's habits and not from the adapter. */
function meaning(
  operation: Operation,
  { response: { status, body, headers } }: Exchange,
): { data: unknown } | { code: string; field?: string } {
  if (status === 204) return { data: null };
  if (status === 302) return { data: { location: headers['location'] ?? null } };
  if (status < 300) return { data: isObject(body) && 'results' in body ? body['results'] : null };
  const error = member(body, 'error');
  const [name, message] = [member(error, 'name'), String(member(error, 'message') ?? '')];
  if (status === 401) {
    if (message === 'Failed to authorize user') return { code: operation.needs === 'session' ? 'session_required' : 'sign_in_failed' };
    return { code: message.startsWith("You don't have authorization") ? 'forbidden' : 'sign_in_failed' };
  }
  if (name === 'ValidateError') {
    const data = member(error, 'data');
    const [first = ''] = Object.keys(isObject(data) ? data : {});
    const [head = '', ...rest] = first.split('.');
    // Before the dot stands what the vendor's code calls its parameter, which is no argument of the tool.
    return rest.length > 0 ? { code: 'rejected', field: head in operation.body ? first : rest.join('.') } : { code: 'rejected' };
  }
  const switchedOff = [
    'Feature not enabled',
    'Slack is not configured',
    'Missing Github installation',
    'Cannot find user with refresh token',
  ];
  if (switchedOff.some((text) => message.startsWith(text))) return { code: 'feature_disabled' };
  return {
    code: { 400: 'rejected', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 500: 'vendor_error' }[status] ?? `unexpected ${status}`,
  };
}

describe('every recorded Lightdash exchange', () => {
  let replay: Replay;
  let recorded: Exchange;
  const tally = { fed: 0, requestsCompared: 0, refusedBySchema: 0 };

  beforeAll(async () => {
    replay = await openReplay();
    replay.answer = ({ path }: Received) =>
      path === '/api/v1/login'
        ? { status: 200, headers: { 'content-type': 'application/json', 'set-cookie': 'connect.sid=s; Path=/' }, body: { status: 'ok' } }
        : recorded.response;
  });
  afterAll(async () => {
    await replay.close();
    console.log(
      `Lightdash recordings: ${tally.fed} exchanges fed through the adapter, ${tally.requestsCompared} requests compared, ${tally.refusedBySchema} that the tool's schema would refuse`,
    );
    expect(tally.fed).toBe(exchanges.length);
    expect(tally.requestsCompared + tally.refusedBySchema).toBe(exchanges.length);
  });

  const ids = [...new Set(exchanges.map(({ operationId }) => operationId))];
  it.each(ids)('of %s has the outcome that it means', async (id) => {
    const operation = operations.get(id);
    if (!operation) throw new Error(`no operation ${id}`);
    for (const exchange of exchanges.filter(({ operationId }) => operationId === id)) {
      recorded = exchange;
      replay.received.length = 0;
      const adapter = lightdashAdapter({ url: replay.url, token: 't', email: 'a@example.com', password: 'p' });
      const args = argumentsOf(operation, exchange);
      const outcome = await adapter.call(operation, args).then(
        ({ data }) => ({ data }),
        (thrown: unknown) => thrown,
      );
      await adapter.close();
      const expected = meaning(operation, exchange);
      if ('data' in expected) expect(outcome, exchange.label).toEqual(expected);
      else expectFailure(outcome, expected, exchange);
      tally.fed += 1;
      if ('args' in checkInput(operation, args)) {
        tally.requestsCompared += 1;
        expectRequest(
          replay.received.find(({ path }) => path !== '/api/v1/login'),
          exchange,
        );
      } else tally.refusedBySchema += 1;
    }
  });

  it('that was answered well is one that the schema accepts', () => {
    const refused = exchanges.filter((exchange) => {
      const operation = operations.get(exchange.operationId);
      return operation && exchange.label.startsWith('ok') && 'problems' in checkInput(operation, argumentsOf(operation, exchange));
    });
    expect(refused.map(({ operationId, label }) => `${operationId}: ${label}`)).toEqual([]);
  });
});

function expectFailure(outcome: unknown, { code, field }: { code: string; field?: string }, { label, operationId }: Exchange): void {
  expect(outcome, `${operationId}: ${label}`).toBeInstanceOf(StewardError);
  if (!(outcome instanceof StewardError)) return;
  expect(outcome.code, `${operationId}: ${label}`).toBe(code);
  if (field !== undefined) expect(outcome.details.field, `${operationId}: ${label}`).toBe(field);
  expect(outcome.message).not.toMatch(/<[a-z!]|undefined|\[object/i);
}

function expectRequest(received: Received | undefined, { request, operationId, label }: Exchange): void {
  const where = `${operationId}: ${label}`;
  expect(received?.method, where).toBe(request.method);
  expect(decodeURIComponent(received?.path ?? ''), where).toBe(decodeURIComponent(request.path));
  const wanted = Object.entries(request.query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)]),
  );
  expect([...(received?.query ?? [])].toSorted(), where).toEqual(wanted.toSorted());
  const sent: unknown = received?.text ? JSON.parse(received.text) : {};
  expect(sent, where).toEqual(request.body ?? {});
}
