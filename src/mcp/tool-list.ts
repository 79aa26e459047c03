import type { Tool } from '@modelcontextprotocol/server';
import type { Entry } from '../catalog/index.ts';
import { annotations, toldSchema } from '../operation/index.ts';

/** What clients are told of each operation: computed once, frozen, in listing order. */
export function toolList(entries: readonly Entry[]): readonly Tool[] {
  return Object.freeze(entries.map(({ operation }) => Object.freeze(toolOf(operation))));
}

function toolOf(operation: Entry['operation']): Tool {
  return {
    name: operation.name,
    title: operation.title,
    description: operation.description,
    inputSchema: { ...toldSchema(operation) },
    annotations: { ...annotations(operation) },
  };
}
