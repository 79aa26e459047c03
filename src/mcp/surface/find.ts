import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Catalog, Entry } from '../../catalog/index.ts';
import { findIn } from '../../catalog/search/index.ts';
import { asks } from '../../operation/index.ts';
import { classOf, DISPATCHERS } from './classes.ts';
import type { SurfaceParts } from './index.ts';
import { MOST_FOUND } from './tools.ts';

/** Arguments of steward_find. */
export const findArguments = z.strictObject({ words: z.string().min(1).max(500), limit: z.int().min(1).max(MOST_FOUND).default(5) });

/** The visible operations that fit, best first. Where none does, it says so, and which hidden ones would have. */
export function find({ words, limit }: z.output<typeof findArguments>, visible: Catalog, parts: SurfaceParts): CallToolResult {
  const hits = findIn(visible, words, limit).map(({ entry }) => line(entry, parts));
  if (hits.length === 0) return nothing(words, parts);
  const text = hits.map(({ tool, does, effect, asks: when, requires, call }) => {
    const facts = [effect, when === 'never' ? 'never asks' : `${when} asks`, ...(call ? [`call through ${call}`] : [])].join(', ');
    return `${tool} (${facts}): ${does}${requires.length > 0 ? ` Requires ${requires.join(', ')}.` : ''}`;
  });
  return { content: [{ type: 'text', text: text.join('\n') }], structuredContent: { found: hits } };
}

function line({ operation, inputSchema }: Entry, { tools }: SurfaceParts) {
  return {
    tool: operation.name,
    does: operation.description,
    effect: operation.effect,
    asks: asks(operation),
    requires: inputSchema.required ?? [],
    ...(tools === 'compact' ? { call: DISPATCHERS[classOf(operation)] } : {}),
  };
}

function nothing(words: string, { catalog, hidden }: SurfaceParts): CallToolResult {
  const elsewhere = findIn(catalog, words, 3).map(({ entry: { operation } }) => ({
    tool: operation.name,
    why: hidden.get(operation.name) ?? 'the policy leaves it out',
  }));
  const text = [
    'Nothing fits: no operation offered here does that.',
    ...elsewhere.map(({ tool, why }) => `${tool} would fit, but is not offered here: ${why}.`),
    ...(elsewhere.length === 0 ? ['Say it in other words once; if nothing fits then, tell the person that it cannot be done here.'] : []),
  ];
  return { content: [{ type: 'text', text: text.join('\n') }], structuredContent: { found: [], notOffered: elsewhere } };
}
