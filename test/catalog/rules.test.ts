import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogOf } from '../../src/catalog/index.ts';
import {
  annotations,
  asks,
  isObject,
  member,
  parseRoute,
  secretArguments,
  toldSchema,
  vendorShape,
  type Operation,
} from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';
import { BRANCHES, LEAVES, schemasIn } from './schemas.ts';

const { entries } = catalogOf(systems);
const operations = entries.map(({ operation }) => operation);
const reads = new Set<unknown>(operations.filter(({ effect }) => effect === 'read'));

/** What breaks a rule, as `tool: what`. */
function breaking(rule: (operation: Operation) => readonly string[] | boolean): string[] {
  return operations.flatMap((operation) => {
    const verdict = rule(operation);
    const faults = typeof verdict === 'boolean' ? (verdict ? [] : ['']) : verdict;
    return faults.map((fault) => `${operation.name}: ${fault}`);
  });
}

describe('the catalogue', () => {
  it('has the 224 documented operations of five systems, each once', () => {
    expect(operations).toHaveLength(224);
    expect(new Set(entries.map(({ operation, system }) => `${system.id} ${operation.id}`)).size).toBe(224);
    expect(systems.map(({ id }) => id)).toEqual(['knowi-management', 'knowi-sso', 'ciso-assistant', 'lightdash', 'knowledgeowl']);
  });

  it('does not take two tools of one name, nor one without its prefix', () => {
    const [system] = systems;
    if (!system) throw new Error('no system');
    expect(() => catalogOf([system, system])).toThrow('two operations are called');
    expect(() => catalogOf([{ ...system, prefix: 'other_' }])).toThrow('does not begin with other_');
  });

  it('is frozen', () => {
    expect(breaking((operation) => Object.isFrozen(operation))).toEqual([]);
    expect(systems.every((system) => Object.isFrozen(system) && Object.isFrozen(system.groups))).toBe(true);
  });
});

describe('every operation', () => {
  it('has a name that hosts accept: snake case, a verb after the prefix, 48 characters at most', () => {
    const odd = entries.filter(
      ({ operation: { name }, system: { prefix } }) => !/^[a-z]+(_[a-z0-9]+)*$/.test(name.slice(prefix.length)) || name.length > 48,
    );
    expect(odd.map(({ operation }) => operation.name)).toEqual([]);
  });

  it('has a title of a few words and a description of 400 characters at most that ends', () => {
    expect(breaking(({ title }) => title.split(' ').length <= 6 && /^[A-Z]/.test(title))).toEqual([]);
    expect(breaking(({ description }) => description.length <= 400 && description.endsWith('.') && !description.includes('\n'))).toEqual(
      [],
    );
  });

  it('has words for the search', () => {
    expect(breaking(({ words }) => words.split(',').length >= 2)).toEqual([]);
  });

  it('has exactly the path parameters of its route', () => {
    expect(
      breaking(({ route, path }) => {
        const inRoute = parseRoute(route).segments.flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
        return inRoute.toSorted().join() === Object.keys(path).toSorted().join();
      }),
    ).toEqual([]);
  });

  it('has no field that is called like an argument of our own', () => {
    expect(breaking((operation) => ['fields', 'confirm'].filter((name) => Object.hasOwn(vendorShape(operation), name)))).toEqual([]);
  });

  it('has one schema for a name in two parts', () => {
    expect(
      breaking(({ path, query, body }) =>
        Object.keys({ ...path, ...query, ...body }).filter(
          (name) => new Set([path[name], query[name], body[name]].filter((schema) => schema)).size > 1,
        ),
      ),
    ).toEqual([]);
  });

  it('takes no JSON body with a method that has none', () => {
    expect(breaking(({ route, body }) => !route.startsWith('GET ') || Object.keys(body).length === 0)).toEqual([]);
  });

  it('has aliases for fields that there are', () => {
    expect(
      breaking((operation) => Object.values(operation.aliases).filter((field) => !Object.hasOwn(vendorShape(operation), field))),
    ).toEqual([]);
  });
});

describe('every operation that asks', () => {
  const asking = operations.filter((operation) => asks(operation) !== 'never');

  it('says what a yes does and whether it can be undone', () => {
    expect(asking.filter(({ says, undo }) => !says || !undo?.trim().endsWith('.')).map(({ name }) => name)).toEqual([]);
  });

  it('reads its target first, or says why it cannot', () => {
    expect(asking.filter(({ before, unreadable }) => Object.keys(before).length === 0 && !unreadable).map(({ name }) => name)).toEqual([]);
  });

  it('reads with operations that only read and ask nobody', () => {
    const steps = asking.flatMap(({ name, before }) =>
      Object.values(before).map((step) => ({ name, read: 'read' in step ? step.read : step })),
    );
    expect(
      steps.filter(({ read }) => read.effect !== 'read' || asks(read) !== 'never').map(({ name, read }) => `${name}: ${read.name}`),
    ).toEqual([]);
  });

  it('reads within its own system', () => {
    const systemOf = new Map(entries.map(({ operation, system }) => [operation.name, system.id]));
    const strangers = asking.flatMap(({ name, before }) =>
      Object.values(before).flatMap((step) => {
        const read = 'read' in step ? step.read : step;
        return reads.has(read) && systemOf.get(read.name) === systemOf.get(name) ? [] : [`${name}: ${read.name}`];
      }),
    );
    expect(strangers).toEqual([]);
  });

  it('has itself what the path and the query of those reads need', () => {
    const lacking = asking.flatMap((operation) =>
      Object.values(operation.before).flatMap((step) => {
        if ('read' in step) return [];
        const query = Object.entries(step.query).flatMap(([name, schema]) => (schema.safeParse(undefined).success ? [] : [name]));
        const own = vendorShape(operation);
        return [...Object.keys(step.path), ...query]
          .filter((name) => !(name in own) || own[name]?.safeParse(undefined).success)
          .map((name) => `${operation.name}: ${step.name} needs ${name}`);
      }),
    );
    expect(lacking).toEqual([]);
  });

  it('is every removal', () => {
    expect(breaking((operation) => operation.effect !== 'delete' || asks(operation) === 'always')).toEqual([]);
    expect(breaking((operation) => !/_(delete|remove|revoke|destroy)_/.test(operation.name) || asks(operation) !== 'never')).toEqual([]);
  });

  it('is every one that mints a credential', () => {
    expect(breaking((operation) => operation.mints.length === 0 || operation.effect === 'read' || asks(operation) !== 'never')).toEqual([]);
  });
});

describe('the input schemas', () => {
  it('are made of kinds that these tests walk into', () => {
    const kinds = new Set(operations.flatMap((operation) => schemasIn(operation).map(({ schema }) => schema._zod.def.type)));
    expect([...kinds].filter((kind) => !LEAVES.has(kind) && !BRANCHES.has(kind))).toEqual([]);
  });

  it('never drop a member silently: every object is strict or loose', () => {
    expect(
      breaking((operation) =>
        schemasIn(operation)
          .filter(({ schema }) => schema instanceof z.ZodObject && schema.def.catchall === undefined)
          .map(({ path }) => path),
      ),
    ).toEqual([]);
  });

  it('mark every field that is called like a secret', () => {
    expect(
      breaking((operation) => {
        const secrets = secretArguments(operation);
        const covered = (path: string) => secrets.some((secret) => path === secret || path.startsWith(`${secret}.`));
        const names = schemasIn(operation).filter(({ path, schema }) => SECRET_NAME.test(path) && schema instanceof z.ZodString);
        return [...new Set(names.map(({ path }) => path))].filter((path) => !covered(path));
      }),
    ).toEqual([]);
  });
});

const SECRET_NAME = /(^|\.|_)(\w*(password|secret|api_?key|private_?key|token|keyfile\w*|passphrase|credentials|passcode))$/i;

describe('what clients are told of the arguments', () => {
  const schemas = operations.map((operation) => ({ name: operation.name, told: toldSchema(operation) }));
  const nodes = schemas.flatMap(({ name, told }) => nodesIn(told).map((node) => ({ name, told, node })));

  it('is an object that takes nothing undeclared', () => {
    for (const { name, told } of schemas) {
      expect(told, name).toMatchObject({ type: 'object', additionalProperties: false });
      for (const key of ['$schema', 'anyOf', 'oneOf', 'allOf']) expect(told, name).not.toHaveProperty([key]);
    }
  });

  it('names the schema dialect nowhere, and no pattern beside a format', () => {
    expect(nodes.filter(({ node }) => '$schema' in node || ('pattern' in node && 'format' in node)).map(({ name }) => name)).toEqual([]);
  });

  it('refers only to definitions that are there', () => {
    const broken = nodes.flatMap(({ name, told, node }) => {
      const ref = node['$ref'];
      if (typeof ref !== 'string') return [];
      const found = ref.startsWith('#/$defs/') && member(told['$defs'], ref.slice('#/$defs/'.length)) !== undefined;
      return found ? [] : [`${name}: ${ref}`];
    });
    expect(broken).toEqual([]);
  });

  it('has property names that every host accepts, and takes what it requires', () => {
    for (const { name, told } of schemas) {
      const names = Object.keys(told.properties);
      expect(
        names.filter((property) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(property)),
        name,
      ).toEqual([]);
      expect(
        (told.required ?? []).filter((property) => !names.includes(property)),
        name,
      ).toEqual([]);
    }
  });

  it('has confirm exactly where something asks', () => {
    expect(breaking((operation) => 'confirm' in toldSchema(operation).properties === (asks(operation) !== 'never'))).toEqual([]);
  });

  it('has all five annotations, and never calls a write a read', () => {
    for (const operation of operations) {
      const { title, ...hints } = annotations(operation);
      expect(title, operation.name).toBe(operation.title);
      expect(Object.keys(hints).toSorted(), operation.name).toEqual(['destructiveHint', 'idempotentHint', 'openWorldHint', 'readOnlyHint']);
      expect(
        Object.values(hints).every((hint) => typeof hint === 'boolean'),
        operation.name,
      ).toBe(true);
      expect(hints.readOnlyHint, operation.name).toBe(operation.effect === 'read');
      if (operation.effect === 'delete') expect(hints.destructiveHint, operation.name).toBe(true);
    }
  });
});

/** Every object inside a JSON Schema. */
function nodesIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return isObject(value) ? [{ ...value }, ...Object.values(value).flatMap(nodesIn)] : [];
}
