import { rowOf, type Row, type WholeEntry } from '../catalog/index.ts';
import { exampleOf, member, type Operation, type Plain } from '../operation/index.ts';

/** Arguments that are ours, explained once for all tools. */
const OWN = new Set(['fields', 'all', 'count', 'confirm', 'idempotencyKey']);
const OURS =
  'Every tool also takes `fields`, lists take `count`, lists in pages `all`, what may ask takes `confirm`, and what does harm when repeated `idempotencyKey`.';

/** The page of one system: every operation with its arguments, effect, whether it asks, and an example. */
export function toolPage(entries: readonly WholeEntry[]): string {
  const [first] = entries;
  if (!first) return '';
  const groups = [...new Set(entries.map(({ group }) => group))];
  const sections = groups.map(
    (group) =>
      `## ${group}\n\n${entries
        .filter((entry) => entry.group === group)
        .map(section)
        .join('\n\n')}`,
  );
  const { title, notes } = first.system;
  return `${[`# ${title}`, notes, `${entries.length} operations. ${OURS}`, ...sections].join('\n\n')}\n`;
}

function section(entry: WholeEntry): string {
  const row = rowOf(entry);
  const { operation } = entry;
  const facts = [`\`${row.method} ${row.path}\``, effect(row), ...(operation.needs === 'token' ? [] : [needs(operation)])];
  return [
    `### ${operation.name}`,
    operation.description,
    facts.join(' · '),
    ...asking(operation),
    ...(operation.note ? [operation.note] : []),
    ...argumentTable(row),
    ...example(operation),
  ].join('\n\n');
}

/** The least that it takes, as a line for a shell. */
function example(operation: Operation): string[] {
  const args = exampleOf(operation);
  if (!args) return [];
  const json = Object.keys(args).length === 0 ? '' : ` '${JSON.stringify(args).replaceAll("'", String.raw`'\''`)}'`;
  return [`\`\`\`sh\nsteward-mcp call ${operation.name}${json}\n\`\`\``];
}

function effect({ effect: what, asks }: Row): string {
  return asks === 'never' ? what : `${what}, **${asks} asks**`;
}

function needs({ needs: what }: Plain): string {
  return what === 'session' ? 'needs a login session' : 'needs no sign-in';
}

function asking({ grants, destroys, undo }: Plain): string[] {
  const conditions = [destroys, grants].flatMap((condition) => (typeof condition === 'object' ? [condition.when] : []));
  return [...(conditions.length > 0 ? [`Asks when: ${conditions.join('; ')}.`] : []), ...(undo ? [`Undo: ${undo}`] : [])];
}

function argumentTable({ inputSchema }: Row): string[] {
  const required = new Set(inputSchema.required);
  const rows = Object.entries(inputSchema.properties)
    .filter(([name]) => !OWN.has(name))
    .map(
      ([name, schema]) =>
        `| \`${name}\`${required.has(name) ? ' *' : ''} | ${cell(typeOf(schema))} | ${cell(String(schema['description'] ?? ''))} |`,
    );
  return rows.length === 0 ? [] : [['| argument | type | |', '| --- | --- | --- |', ...rows].join('\n')];
}

function typeOf(schema: unknown): string {
  const type = member(schema, 'type');
  const values = member(schema, 'enum');
  if (Array.isArray(values)) return values.map((value) => `\`${String(value)}\``).join(', ');
  if (type === 'array') return `list of ${typeOf(member(schema, 'items'))}`;
  const reference = member(schema, '$ref');
  if (typeof reference === 'string') return reference.split('/').at(-1) ?? 'object';
  const options = member(schema, 'anyOf') ?? member(schema, 'oneOf');
  if (Array.isArray(options)) return options.map(typeOf).join(' or ');
  const format = member(schema, 'format');
  return Array.isArray(type) ? type.join(' or ') : typeof format === 'string' ? format : typeof type === 'string' ? type : constant(schema);
}

function constant(schema: unknown): string {
  const value = member(schema, 'const');
  return value === undefined ? 'any' : `\`${JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
