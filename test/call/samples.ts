import { checkInput, isObject, member, toldSchema, vendorShape, type Arguments, type Operation } from '../../src/operation/index.ts';

const ID = 'b0e1c2d3-4f5a-4b6c-8d7e-9f0a1b2c3d4e';
const FORMATS: Readonly<Record<string, string>> = {
  uuid: ID,
  guid: ID,
  email: 'ada@example.com',
  uri: 'https://example.com/picture.png',
  date: '2030-01-31',
  'date-time': '2030-01-31T12:00:00Z',
};
const TEXTS = ['sample text', ID, '7', 'Europe/Paris', '0 6 * * *', '#a1b2c3', 'a-slug'];

/** Valid arguments of an operation, several sets: the least, the most, each optional one alone, each choice of an enum or a boolean. */
export function samplesOf(operation: Operation): readonly Arguments[] {
  const told = toldSchema(operation);
  const shape = vendorShape(operation);
  const required = new Set(told.required);
  const fit = (name: string, values: readonly unknown[]) => values.filter((value) => shape[name]?.safeParse(value).success);
  const choices = Object.keys(shape).map((name) => ({ name, values: fit(name, valuesFor(told.properties[name], told, 0)) }));
  const first = (only: (name: string) => boolean) =>
    Object.fromEntries(choices.flatMap(({ name, values }) => (only(name) && values.length > 0 ? [[name, values[0]]] : [])));
  const least = first((name) => required.has(name));
  const most = first(() => true);
  const singles = choices.flatMap(({ name, values }) =>
    values.slice(0, 12).flatMap((value) => [
      { ...least, [name]: value },
      { ...most, [name]: value },
    ]),
  );
  const all = [least, most, ...singles].filter((args) => 'args' in checkInput(operation, args));
  return [...new Map(all.map((args) => [JSON.stringify(args), args])).values()];
}

/** Values that a node of a JSON Schema probably allows, the plainest first. */
function valuesFor(node: unknown, root: unknown, depth: number): unknown[] {
  if (!isObject(node) || depth > 6) return ['sample text'];
  const { $ref: ref, const: fixed, enum: options, type, anyOf, items, format } = node;
  if (typeof ref === 'string') return valuesFor(member(member(root, '$defs'), ref.slice('#/$defs/'.length)), root, depth + 1);
  if (fixed !== undefined) return [fixed];
  if (Array.isArray(options)) return [...options];
  if (Array.isArray(anyOf)) return anyOf.flatMap((option) => valuesFor(option, root, depth + 1));
  if (Array.isArray(type)) return type.flatMap((one) => valuesFor({ ...node, type: one }, root, depth + 1));
  if (type === 'boolean') return [false, true];
  if (type === 'null') return [null];
  if (type === 'integer' || type === 'number') return [Number(node['minimum'] ?? 1), 7];
  if (type === 'array') return [[], ...valuesFor(items, root, depth + 1).map((item) => [item])];
  if (type === 'object') return objectsFor(node, root, depth);
  return typeof format === 'string' && FORMATS[format] !== undefined ? [FORMATS[format]] : TEXTS;
}

function objectsFor(node: unknown, root: unknown, depth: number): unknown[] {
  const properties = member(node, 'properties');
  const required = member(node, 'required');
  const names = Object.keys(isObject(properties) ? properties : {});
  const made = (wanted: readonly string[], nth: number) =>
    Object.fromEntries(
      wanted.map((name) => {
        const values = valuesFor(member(properties, name), root, depth + 1);
        return [name, values[nth] ?? values[0]];
      }),
    );
  const needed = names.filter((name) => Array.isArray(required) && required.includes(name));
  // The second plain text is an id, which the schema that is told need not say.
  return [made(needed, 0), made(names, 0), made(needed, 1), made(names, 1)];
}
