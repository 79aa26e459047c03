import { describe, expect, it } from 'vitest';
import {
  checkInput,
  fieldFacts,
  isObject,
  parseRoute,
  StewardError,
  type Arguments,
  type Operation,
  type Shape,
} from '../../src/operation/index.ts';
import { buildRequest } from '../../src/vendor/index.ts';
import { systems } from '../../tools/index.ts';
import { fc, times } from '../property.ts';
import { validArguments } from './arbitrary.ts';

const operations = systems.flatMap(({ groups }) => groups.flatMap((group) => group.operations));

/** What the wire must hold of a value in a form or query, written from the documentation of each encoding. */
function pairs(operation: Operation, shape: Shape, args: Arguments): [string, string][] {
  return Object.entries(shape).flatMap(([field, schema]) => {
    const value = args[field];
    const [name = field] = Object.entries(operation.aliases).find(([, ours]) => ours === field) ?? [];
    if (value === undefined || value === null) return [];
    const text = (one: unknown) => (typeof one === 'object' && one !== null ? JSON.stringify(one) : String(one));
    if (!Array.isArray(value)) return [[name, text(value)]];
    const items = value.filter((item) => item !== null);
    const { array } = fieldFacts(schema);
    if (array === 'json') return [[name, JSON.stringify(value)]];
    if (array === 'comma') return items.length === 0 ? [] : [[name, items.map(text).join(',')]];
    return items.map((item): [string, string] => [name, text(item)]);
  });
}

function expectLegal(operation: Operation, args: Arguments): void {
  const { method, path, query, headers, body } = buildRequest(operation, args);
  const route = parseRoute(operation.route);
  expect(method).toBe(route.method);
  // As every server and proxy reads it: no segment vanishes, none is added.
  expect(new URL(path, 'http://vendor.example.com').pathname).toBe(path);
  const [wanted, got] = [route.path.split('/'), path.split('/')];
  expect(got).toHaveLength(wanted.length);
  wanted.forEach((segment, at) => {
    const filled = segment.replace(/\{([^}]+)\}/g, (_, name: string) => String(args[name]));
    expect(decodeURIComponent(got[at] ?? '')).toBe(filled);
  });
  expect([...new URLSearchParams(query)]).toEqual(pairs(operation, operation.query, args));
  expect(`${path}?${query}`).toMatch(/^[\x21-\x7e]+$/);
  if (body === undefined) expect([Object.keys(operation.body), headers]).toEqual([[], {}]);
  else if (operation.bodyType === 'form') expect([...new URLSearchParams(body)]).toEqual(pairs(operation, operation.body, args));
  else expect(JSON.parse(body)).toEqual(bodyOf(operation, args));
}

function bodyOf(operation: Operation, args: Arguments): unknown {
  if (operation.wholeBody !== undefined) return plain(args[operation.wholeBody]);
  return plain(Object.fromEntries(Object.keys(operation.body).flatMap((name) => (name in args ? [[name, args[name]]] : []))));
}

/** JSON knows neither undefined nor negative zero. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe.each(systems)('valid arguments of $title', ({ groups }) => {
  const own = groups.flatMap((group) => group.operations);

  it.each(own.map((operation) => [operation.name, operation] as const))(
    'build a legal request of %s, or name what cannot be sent',
    (_, operation) => {
      let built = 0;
      fc.assert(
        fc.property(validArguments(operation), (given) => {
          const checked = checkInput(operation, given);
          if (!('args' in checked)) throw new Error('not valid');
          try {
            expectLegal(operation, checked.args);
            built += 1;
          } catch (thrown) {
            // Texts that no URL can carry, and items that a comma would tear apart.
            if (!(thrown instanceof StewardError)) throw thrown;
            expect(thrown.code).toBe('invalid_arguments');
            expect(
              holds(checked.args, (text) => !text.isWellFormed() || text.includes(',')),
              thrown.message,
            ).toBe(true);
          }
        }),
        times(20),
      );
      expect(built).toBeGreaterThan(0);
    },
  );
});

it('every operation is among them', () => {
  expect(new Set(operations.map(({ name }) => name)).size).toBe(224);
});

function holds(value: unknown, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (Array.isArray(value)) return value.some((item) => holds(item, test));
  return isObject(value) && Object.entries(value).some(([name, child]) => test(name) || holds(child, test));
}
