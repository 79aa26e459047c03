import { beforeAll, describe, expect, it } from 'vitest';
import { member } from '../../src/operation/index.ts';
import { start } from '../cli/run.ts';
import { ask, rpc } from '../http/asking.ts';
import { temporary } from '../temporary.ts';
import { vendor } from '../vendor/vendor-server.ts';

const SDK = `--import=${new URL('../../deploy/otel.mjs', import.meta.url).href}`;
const TOKEN = 'made-up-token';
const [TRACE, PARENT] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
const traceparent = `00-${TRACE}-${PARENT}-01`;

/** A span as the collector gets it. */
interface Told {
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly trace: string;
  readonly kind: unknown;
  readonly failed: boolean;
  readonly links: readonly unknown[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

function spansIn(text: string): readonly Told[] {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const scopes = list(member(JSON.parse(text), 'resourceSpans')).flatMap((one) => list(member(one, 'scopeSpans')));
  return scopes
    .flatMap((scope) => list(member(scope, 'spans')))
    .map((span) => ({
      name: String(member(span, 'name')),
      id: String(member(span, 'spanId')),
      parent: String(member(span, 'parentSpanId') ?? ''),
      trace: String(member(span, 'traceId')),
      kind: member(span, 'kind'),
      failed: member(member(span, 'status'), 'code') === 2,
      links: list(member(span, 'links')),
      attributes: Object.fromEntries(
        list(member(span, 'attributes')).map((pair) => [String(member(pair, 'key')), Object.values(Object(member(pair, 'value')))[0]]),
      ),
    }));
}

describe('a server with an OpenTelemetry SDK loaded before it', () => {
  const spans: Told[] = [];
  let sent = '';
  let upstream: readonly (string | undefined)[] = [];

  beforeAll(async () => {
    const collector = await vendor(() => [200, {}]);
    const system = await vendor(() => [200, { status: 'ok', results: { groupUuid: '1', name: 'Secret plans', members: [] } }]);
    const running = start(['http', '--port', '0'], {
      NODE_OPTIONS: SDK,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      LIGHTDASH_URL: system.url,
      LIGHTDASH_TOKEN: TOKEN,
      STEWARD_STATE_DIR: temporary,
    });
    const url = await running.printed(/http:\S+\/mcp/);
    const call = (name: string, args: object, headers = {}, meta?: object) =>
      ask(url, { headers, body: rpc('tools/call', { name, arguments: args, ...(meta ? { _meta: meta } : {}) }) });
    const groupUuid = '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d';
    expect(await call('lightdash_get_group', { groupUuid }, { traceparent, baggage: 'who=somebody' })).toMatchObject({ status: 200 });
    expect(await call('lightdash_get_group', { groupUuid: 'no id' })).toMatchObject({ status: 200 });
    expect(await call('lightdash_get_group', { groupUuid }, {}, { traceparent })).toMatchObject({ status: 200 });
    expect(await call('no_such_tool_but_a_secret', {})).toMatchObject({ status: 200 });
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 0 });
    sent = collector.asked.map(({ body }) => body).join('\n');
    spans.push(...collector.asked.flatMap(({ body }) => spansIn(body)));
    upstream = system.asked.map(({ headers }) => headers['traceparent']?.toString());
    expect(system.asked.flatMap(({ headers }) => headers['baggage'] ?? [])).toEqual([]);
  });

  const named = (name: string, where: (span: Told) => boolean = () => true) => spans.find((span) => span.name === name && where(span));

  it('tells the way of a call, from the caller to the system, as one trace', () => {
    const request = named('POST /mcp', ({ parent }) => parent === PARENT);
    const call = named('tools/call lightdash_get_group', ({ parent }) => parent === request?.id);
    const exchange = named('GET /api/v1/groups/{groupUuid}', ({ parent }) => parent === call?.id);
    expect([request?.trace, call?.trace, exchange?.trace]).toEqual([TRACE, TRACE, TRACE]);
    expect([request?.kind, call?.kind, exchange?.kind]).toEqual([2, 2, 3]);
    expect(request?.attributes).toMatchObject({ 'http.request.method': 'POST', 'http.route': '/mcp', 'http.response.status_code': 200 });
    expect(call?.attributes).toEqual({
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'lightdash_get_group',
      'network.transport': 'tcp',
      'steward.system': 'lightdash',
      'steward.effect': 'read',
      'steward.outcome': 'done',
    });
    expect(exchange?.attributes).toMatchObject({
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'http.response.status_code': 200,
    });
    expect(upstream[0]).toBe(`00-${TRACE}-${exchange?.id}-01`);
  });

  it('says of a call that failed how, and that nothing was sent for it', () => {
    const call = named('tools/call lightdash_get_group', ({ failed }) => failed);
    expect(call?.attributes).toMatchObject({ 'error.type': 'tool_error', 'steward.outcome': 'invalid_arguments' });
    expect(spans.filter(({ parent }) => parent === call?.id)).toEqual([]);
    expect(named('tools/call')).toMatchObject({ failed: true, attributes: { 'error.type': '-32602', 'steward.outcome': 'unknown_tool' } });
  });

  it('continues the trace that an MCP client puts into its message, linked to the HTTP request', () => {
    const call = named('tools/call lightdash_get_group', ({ parent }) => parent === PARENT);
    expect(call).toMatchObject({ trace: TRACE, links: [expect.objectContaining({ traceId: TRACE })] });
  });

  it('tells no argument, no answer, no credential, and no name that somebody made up', () => {
    expect(sent).toContain('steward-mcp');
    for (const secret of ['3f6c1b1e', 'no id', 'Secret plans', TOKEN, 'no_such_tool', 'somebody', '"local"'])
      expect(sent).not.toContain(secret);
  });
});

it('a server over stdio continues the trace of a message, too', async () => {
  const collector = await vendor(() => [200, {}]);
  const environment = { NODE_OPTIONS: SDK, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, STEWARD_STATE_DIR: temporary };
  const { child, ended, printed } = start(['stdio', '--sandbox'], environment);
  const params = { name: 'lightdash_get_organization', arguments: {}, _meta: { traceparent } };
  const client = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'host', version: '1' } };
  for (const message of [rpc('initialize', client), rpc('tools/call', params).replace('"id":1', '"id":2')])
    child.stdin?.write(`${message}\n`);
  await printed(/"id":2/);
  child.stdin?.end();
  expect(await ended).toMatchObject({ code: 0 });
  const spans = collector.asked.flatMap(({ body }) => spansIn(body));
  const call = spans.find(({ name }) => name === 'tools/call lightdash_get_organization');
  expect(call).toMatchObject({ trace: TRACE, parent: PARENT, attributes: { 'network.transport': 'pipe', 'steward.outcome': 'done' } });
  expect(spans.find(({ parent }) => parent === call?.id)?.name).toBe('GET /api/v1/org');
});
