import { ResourceNotFoundError, type Resource, type ResourceTemplateType, type TextResourceContents } from '@modelcontextprotocol/server';
import { fenced, fenceText, type KeptTexts } from '../call/index.ts';
import type { Entry } from '../catalog/index.ts';
import { asks, type SystemFacts } from '../operation/index.ts';

/** What a client can read besides calling tools. */
export interface Shelf {
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplateType[];
  /** Throws a ResourceNotFoundError for what is not there, or not for this principal. */
  readonly read: (uri: string, principal: string) => TextResourceContents;
}

const SYSTEMS = 'steward://systems';
const OPERATIONS = 'steward://operations/';
const MARKDOWN = 'text/markdown';

/** The catalogue as far as it is visible, the notes of each system, and the long texts of answers. All but those is computed here. */
export function openShelf(entries: readonly Entry[], kept: Pick<KeptTexts, 'read'> | undefined): Shelf {
  const systems = [...new Map(entries.map(({ system }) => [system.id, system])).values()];
  const ids = systems.map(({ id }) => id).join(', ');
  const texts = new Map<string, string>([
    [SYSTEMS, overview(systems, entries)],
    ...systems.map((system) => [`${SYSTEMS}/${system.id}`, notesOf(system, entries)] as const),
    ...systems.map((system) => [`${OPERATIONS}${system.id}`, operationsOf(system, entries)] as const),
  ]);
  return {
    resources: [
      { uri: SYSTEMS, name: 'systems', title: 'Systems', description: 'The systems that can be administered here.', mimeType: MARKDOWN },
      ...systems.map(({ id, title }) => ({
        uri: `${SYSTEMS}/${id}`,
        name: id,
        title: `Notes on ${title}`,
        description: `What to know before administering ${title}.`,
        mimeType: MARKDOWN,
      })),
    ],
    templates: [
      {
        uriTemplate: `${OPERATIONS}{system}`,
        name: 'operations',
        title: 'Operations of a system',
        description: `Every operation with effect, arguments and notes. system: ${ids || 'none is configured'}.`,
        mimeType: MARKDOWN,
      },
    ],
    read: (uri, principal) => {
      const text = texts.get(uri);
      if (text !== undefined) return { uri, mimeType: MARKDOWN, text };
      const answer = kept?.read(uri, principal);
      if (answer) return { uri, mimeType: 'text/plain', text: fenced(answer.from, fenceText(answer.text)) };
      throw new ResourceNotFoundError(uri.slice(0, 200), 'There is no such resource here, or not any more.');
    },
  };
}

function overview(systems: readonly SystemFacts[], entries: readonly Entry[]): string {
  if (systems.length === 0) return '# Systems\n\nNone is configured.\n';
  const lines = systems.map(({ id, title }) => {
    const own = entries.filter(({ system }) => system.id === id);
    const asking = own.filter(({ operation }) => asks(operation) !== 'never').length;
    return `- ${title} (\`${id}\`): ${own.length} operations, ${asking} of which may ask a person. All: ${OPERATIONS}${id}`;
  });
  return `# Systems\n\n${lines.join('\n')}\n`;
}

function notesOf(system: SystemFacts, entries: readonly Entry[]): string {
  const own = entries.filter((entry) => entry.system.id === system.id);
  const groups = [...new Set(own.map(({ group }) => group))].map(
    (group) =>
      `- ${group}: ${own
        .filter((entry) => entry.group === group)
        .map(({ operation }) => operation.name)
        .join(', ')}`,
  );
  const sessions = own.filter(({ operation }) => operation.needs === 'session').map(({ operation }) => operation.name);
  const notes = own.flatMap(({ operation: { name, note } }) => (note === undefined ? [] : [`- ${name}: ${note}`]));
  return [
    `# ${system.title}`,
    system.notes,
    `## Groups\n\n${groups.join('\n')}`,
    ...(sessions.length > 0 ? [`## Need the login session of the account, not only its token\n\n${sessions.join(', ')}`] : []),
    ...(notes.length > 0 ? [`## Notes\n\n${notes.join('\n')}`] : []),
  ].join('\n\n');
}

function operationsOf(system: SystemFacts, entries: readonly Entry[]): string {
  const own = entries.filter((entry) => entry.system.id === system.id);
  return [`# Operations of ${system.title}`, ...own.map(operationLine)].join('\n\n');
}

function operationLine({ operation, inputSchema }: Entry): string {
  const { name, title, effect, description, note, undo } = operation;
  const required = inputSchema.required ?? [];
  const facts = [effect, asks(operation) === 'never' ? 'never asks' : `${asks(operation)} asks`];
  const more = [
    description,
    ...(required.length > 0 ? [`Requires ${required.join(', ')}.`] : []),
    ...(note === undefined ? [] : [note]),
    ...(undo === undefined ? [] : [`Undo: ${undo}`]),
  ];
  return `## ${name}\n\n${title} (${facts.join(', ')}). ${more.join(' ')}`;
}
