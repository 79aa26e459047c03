import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunCall } from '../../src/call/index.ts';
import { vendorShape, type Operation } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';
import { adaptersAt, callingAll } from '../call/all-systems.ts';
import { fc, times } from '../property.ts';
import { openReplay, type Replay } from '../vendor/recordings.ts';
import { validArguments } from './arbitrary.ts';

let replay: Replay;
let adapters: ReturnType<typeof adaptersAt>;
let call: RunCall;

beforeAll(async () => {
  replay = await openReplay();
  adapters = adaptersAt(replay.url);
  call = callingAll(adapters, 'flag');
});
afterAll(async () => {
  await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
  await replay.close();
});

/** Arguments as they arrive: parsed from JSON, so that `__proto__` is a member like any other. */
type Given = Record<string, unknown>;

const NO_SEGMENTS = [
  '',
  '.',
  '..',
  'a/b',
  String.raw`a\b`,
  '../../admin',
  'a\u0000',
  'a\r\nHost: example.com',
  'a\u0085',
  'x'.repeat(501),
  'a\ud800',
];
const STRANGERS = ['__proto__', 'constructor', 'toString', 'Confirm', 'confirm ', 'extra', '', 'headers', 'signal', 'body'];
const ODD: readonly unknown[] = [
  null,
  7,
  -1,
  1.5,
  true,
  '',
  'text',
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  '\ud800',
  'x'.repeat(20_000),
  Number.MAX_VALUE,
];
const DEEP: unknown = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`);

/** Ways to spoil valid arguments of an operation. */
function spoilt(operation: Operation): fc.Arbitrary<unknown> {
  const shape = vendorShape(operation);
  const names = Object.keys(shape);
  const refuses = (name: string, value: unknown) => !shape[name]?.safeParse(value).success;
  const changed = <T>(values: readonly T[], change: (given: Given, value: T) => unknown) =>
    values.length === 0
      ? []
      : [fc.tuple(validArguments(operation), fc.constantFrom(...values)).map(([args, value]) => change({ ...args }, value))];
  const wrong = names.flatMap((name) => [...ODD, DEEP].filter((value) => refuses(name, value)).map((value) => ({ [name]: value })));
  const badPaths = Object.keys(operation.path).flatMap((name) => NO_SEGMENTS.map((value) => ({ [name]: value })));
  const put = (given: Given, value: Given) => ({ ...given, ...value });
  return fc.oneof(
    fc.constantFrom([], 'text', 7, true, [{}], JSON.parse('{"__proto__":{"confirm":true}}')),
    ...changed(
      STRANGERS.filter((name) => !names.includes(name) && !(name in operation.aliases)),
      withMember,
    ),
    ...changed(
      ['fields', 'confirm', 'count', 'all', 'idempotencyKey'].map((name) => ({ [name]: { a: DEEP } })),
      put,
    ),
    ...changed(
      names.map((name) => ({ [name]: '[hidden by steward]' })),
      put,
    ),
    ...changed(
      names.filter((name) => refuses(name, undefined)),
      (given, missing) => Object.fromEntries(Object.entries(given).filter(([name]) => name !== missing)),
    ),
    ...changed(wrong, put),
    ...changed(badPaths, put),
  );
}

/** Written into the text: only so is `__proto__` a member. */
function withMember(given: Given, name: string): unknown {
  const text = JSON.stringify(given);
  return JSON.parse(`{${JSON.stringify(name)}:1${text === '{}' ? '' : ','}${text.slice(1)}`);
}

describe.each(systems)('arguments of $title that are not valid', ({ groups }) => {
  const own = groups.flatMap((group) => group.operations);

  it.each(own.map((operation) => [operation.name, operation] as const))(
    'send nothing for %s, and are said to be wrong',
    async (name, operation) => {
      await fc.assert(
        fc.asyncProperty(spoilt(operation), async (args) => {
          const before = replay.received.length;
          const outcome = await call({ tool: name, args, caller: { principal: 'local', surface: 'stdio' } });
          expect('error' in outcome ? [outcome.error.code, outcome.error.message.length < 2_000] : outcome.kind).toEqual([
            'invalid_arguments',
            true,
          ]);
          expect(replay.received.length).toBe(before);
        }),
        times(8),
      );
    },
  );
});
