import type { Tool } from '@modelcontextprotocol/server';

/** The part of a tool that reaches a model: what its cost is measured over. */
export function toldText({ name, title, description, inputSchema }: Tool): string {
  return JSON.stringify({ name, title, description, inputSchema });
}
