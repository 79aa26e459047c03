import { isObject, type JsonObject } from '../../src/operation/index.ts';
import { fc } from '../property.ts';
import { changedSomewhere, WAYS } from './spoil.ts';

const MODERN = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'fuzz', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
};
const ODD: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  1e308,
  true,
  '',
  'x',
  '2.0',
  [],
  {},
  [[]],
  { a: 1 },
  '\ud800',
  '../..',
  '__proto__',
  'tools/list',
  'x'.repeat(5_000),
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

/** What clients of both eras send, on a server that offers KnowledgeOwl. */
const CALLS: readonly (readonly [method: string, params: JsonObject])[] = [
  ['initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } }],
  ['server/discover', {}],
  ['ping', {}],
  ['tools/list', {}],
  ['tools/list', { cursor: 'x' }],
  ['tools/call', { name: 'knowledgeowl_list_readers', arguments: { fields: ['id'] } }],
  ['tools/call', { name: 'knowledgeowl_get_reader', arguments: { readerId: 'x' } }],
  ['tools/call', { name: 'steward_find', arguments: { words: 'readers' } }],
  ['tools/call', { name: 'steward_read', arguments: { tool: 'knowledgeowl_list_readers', arguments: {} } }],
  [
    'tools/call',
    {
      name: 'knowledgeowl_delete_reader',
      arguments: { readerId: 'x' },
      requestState: 'x.y.z',
      inputResponses: { confirm: { action: 'accept', content: { agree: true } } },
    },
  ],
  ['resources/list', {}],
  ['resources/templates/list', {}],
  ['resources/read', { uri: 'steward://systems' }],
  ['prompts/list', {}],
  ['prompts/get', { name: 'offboard_person', arguments: { person: 'ada@example.com' } }],
  ['completion/complete', { ref: { type: 'ref/prompt', name: 'x' }, argument: { name: 'a', value: 'b' } }],
  ['logging/setLevel', { level: 'debug' }],
  ['notifications/cancelled', { requestId: 1 }],
  ['notifications/initialized', {}],
];

/** A message as text, and the headers that belong to what it was before it was spoilt. */
export interface Frame {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const place = fc.nat(1_000_000);

/** One time in five. */
function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Messages, most of them spoilt: in a value, in their bytes, as a batch, or in headers that do not fit. */
export const frames: fc.Arbitrary<Frame> = fc
  .record({
    call: fc.constantFrom(...CALLS),
    modern: fc.boolean(),
    id: fc.oneof(
      { weight: 6, arbitrary: fc.nat(99) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>('a', '', null, undefined, 1.5, -1, {}, [], true, 1e300) },
    ),
    values: fc.array(fc.tuple(place, fc.integer({ min: 1, max: 5 }), fc.constantFrom(...ODD), fc.constantFrom(...WAYS)), { maxLength: 2 }),
    bytes: seldom(fc.tuple(place, fc.string({ unit: 'binary', maxLength: 4 }), fc.nat(6))),
    batch: seldom(fc.constantFrom(0, 1, 2, 40)),
    header: seldom(
      fc.tuple(
        fc.constantFrom('mcp-protocol-version', 'mcp-method', 'mcp-name', 'mcp-session-id', 'accept', 'content-type', 'last-event-id'),
        fc.constantFrom(
          '',
          'x',
          '2024-11-05',
          '2099-01-01',
          'tools/list',
          'application/json',
          '*/*',
          'text/event-stream',
          '=?base64?eA==?=',
        ),
      ),
    ),
  })
  .map(({ call: [method, params], modern, id, values, bytes, batch, header }) => {
    const whole = {
      jsonrpc: '2.0',
      ...(method.startsWith('notifications/') ? {} : { id }),
      method,
      params: modern ? { ...params, _meta: MODERN } : params,
    };
    const spoilt = values.reduce<unknown>((value, [where, depth, odd, way]) => changedSomewhere(value, where, depth, odd, way), whole);
    const message = batch === undefined ? spoilt : Array.from({ length: batch }, () => spoilt);
    const text = JSON.stringify(message) ?? '';
    const name = isObject(params) ? (params['name'] ?? params['uri']) : undefined;
    const named: Record<string, string> = typeof name === 'string' ? { 'mcp-name': name } : {};
    const own: Record<string, string> = modern ? { 'mcp-protocol-version': '2026-07-28', 'mcp-method': method, ...named } : {};
    return {
      text: bytes === undefined ? text : torn(text, ...bytes),
      headers: header === undefined ? own : { ...own, [header[0]]: header[1] },
    };
  });

function torn(text: string, where: number, junk: string, gone: number): string {
  const at = where % (text.length + 1);
  return text.slice(0, at) + junk + text.slice(at + gone);
}
