import type { Tool } from '@modelcontextprotocol/server';
import type { Entry } from '../catalog/index.ts';
import { annotations } from '../operation/index.ts';

/** What clients are told of each operation: computed once, frozen, in listing order. */
export function toolList(entries: readonly Entry[]): readonly Tool[] {
  return Object.freeze(entries.map((entry) => Object.freeze(toolOf(entry))));
}

function toolOf({ operation, inputSchema }: Entry): Tool {
  return {
    name: operation.name,
    title: operation.title,
    description: operation.description,
    inputSchema: { ...inputSchema },
    annotations: { ...annotations(operation) },
  };
}
