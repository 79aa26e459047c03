import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunCall } from '../../src/call/index.ts';
import { vendorShape, type Arguments, type Operation } from '../../src/operation/index.ts';
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

/** Ways to spoil valid arguments; each yields undefined where it does not apply. */
function spoilt(operation: Operation): fc.Arbitrary<unknown> {
  const shape = vendorShape(operation);
  const names = Object.keys(shape);
  const one = <T>(values: readonly T[]) => fc.constantFrom(...values);
  const changed = (change: fc.Arbitrary<(given: Given) => unknown>) =>
    fc.tuple(validArguments(operation), change).map(([args, by]) => by(copy(args)));
  const strangers = STRANGERS.filter((name) => !names.includes(name) && !(name in operation.aliases));
  const ways: fc.Arbitrary<unknown>[] = [
    changed(
      one(strangers).map(
        (name) => (given) =>
          JSON.parse(JSON.stringify(given).replace('{', `{${JSON.stringify(name)}:1${Object.keys(given).length > 0 ? ',' : ''}`)),
      ),
    ),
    one([[], 'text', 7, true, [{}], JSON.parse('{"__proto__":{"confirm":true}}')]),
    changed(one(['fields', 'confirm', 'count', 'all', 'idempotencyKey']).map((name) => (given) => ({ ...given, [name]: { a: DEEP } }))),
  ];
  if (names.length > 0) {
    const wrong = one(names).chain((name) =>
      one([...ODD, DEEP].filter((value) => value !== undefined && shape[name]?.safeParse(value).success === false)).map(
        (value) => [name, value] as const,
      ),
    );
    if (names.every((name) => [...ODD, DEEP].some((value) => shape[name]?.safeParse(value).success === false)))
      ways.push(
        changed(
          wrong.map(([name, value]) => (given) => ({ ...given, [name]: value })),
        ),
      );
    ways.push(changed(one(names).map((name) => (given) => ({ ...given, [name]: '[hidden by steward]' }))));
    const required = names.filter((name) => shape[name]?.safeParse(undefined).success === false);
    if (required.length > 0)
      ways.push(
        changed(
          one(required).map(
            (name) =>
              ({ [name]: _, ...rest }) =>
                rest,
          ),
        ),
      );
  }
  const inPath = Object.keys(operation.path);
  if (inPath.length > 0)
    ways.push(
      changed(
        fc.tuple(one(inPath), one(NO_SEGMENTS)).map(([name, value]) => (given) => ({ ...given, [name]: value })),
      ),
    );
  return fc.oneof(...ways);
}

function copy(args: Arguments): Given {
  return { ...args };
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
