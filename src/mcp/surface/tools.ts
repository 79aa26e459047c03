import type { Tool } from '@modelcontextprotocol/server';
import type { Entry } from '../../catalog/index.ts';
import { classOf, DISPATCHERS, type Class } from './classes.ts';

/** Names of the two tools that tell about operations. */
export const FIND = 'steward_find';
export const DESCRIBE = 'steward_describe';

/** How many operations a search answers at most. */
export const MOST_FOUND = 20;

const HINTS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };

/** The compact surface: search, description, and a dispatcher for each class of which something is visible. */
export function surfaceTools(entries: readonly Entry[]): readonly Tool[] {
  if (entries.length === 0) return [];
  const systems = [...new Set(entries.map(({ system }) => system.title))].join(', ');
  const present = new Set(entries.map(({ operation }) => classOf(operation)));
  return [find(systems), describe, ...dispatchers.filter(([kind]) => present.has(kind)).map(([, tool]) => tool)];
}

function find(systems: string): Tool {
  return {
    name: FIND,
    title: 'Find operation',
    description: `Finds the operation for a task in ${systems}. Say the task in plain words, with the system where you know it.`,
    inputSchema: {
      type: 'object',
      properties: { words: { type: 'string', maxLength: 500 }, limit: { type: 'integer', minimum: 1, maximum: MOST_FOUND } },
      required: ['words'],
      additionalProperties: false,
    },
    annotations: { title: 'Find operation', ...HINTS },
  };
}

const describe: Tool = {
  name: DESCRIBE,
  title: 'Describe operation',
  description: 'One operation: schema of its arguments, an example, notes, when it asks a person, and whether it can be undone.',
  inputSchema: { type: 'object', properties: { tool: { type: 'string' } }, required: ['tool'], additionalProperties: false },
  annotations: { title: 'Describe operation', ...HINTS },
};

const dispatchers: readonly (readonly [Class, Tool])[] = [
  ['read', dispatcher('read', 'Run reading operation', 'Runs an operation that only reads.', HINTS)],
  [
    'write',
    dispatcher('write', 'Run writing operation', 'Runs an operation that creates, changes or starts something without asking a person.', {
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: true,
    }),
  ],
  [
    'destroy',
    dispatcher(
      'destroy',
      'Run asking operation',
      'Runs an operation that removes, grants, publishes or may ask a person. Call it without confirm first and show the preview; ' +
        'after a yes send the same with confirm: true among the arguments.',
      { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
    ),
  ],
];

function dispatcher(kind: Class, title: string, description: string, hints: typeof HINTS): Tool {
  return {
    name: DISPATCHERS[kind],
    title,
    description,
    inputSchema: {
      type: 'object',
      properties: {
        tool: { type: 'string', description: `From ${FIND}.` },
        arguments: { type: 'object', description: `As ${DESCRIBE} tells.` },
      },
      required: ['tool'],
      additionalProperties: false,
    },
    annotations: { title, ...hints },
  };
}
