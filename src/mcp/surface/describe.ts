import type { CallToolResult } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { unknownTool, type Catalog } from '../../catalog/index.ts';
import { asks, exampleOf, wholeSchema, type JsonObject, type Operation } from '../../operation/index.ts';
import { resultOf } from '../result.ts';
import { classOf, DISPATCHERS } from './classes.ts';
import type { SurfaceParts } from './index.ts';

/** Arguments of steward_describe. */
export const describeArguments = z.strictObject({ tool: z.string().max(100) });

/** Everything known about one operation, hidden ones with why they are. */
export async function describe(
  { tool }: z.output<typeof describeArguments>,
  visible: Catalog,
  parts: SurfaceParts,
): Promise<CallToolResult> {
  const entry = await parts.catalog.byName.get(tool)?.load();
  if (!entry) return resultOf({ kind: 'failed', error: await unknownTool(tool, visible) });
  const { operation, system, group } = entry;
  const why = parts.hidden.get(tool);
  const told: JsonObject = {
    tool,
    title: operation.title,
    system: system.title,
    group,
    description: operation.description,
    ...(operation.note === undefined ? {} : { note: operation.note }),
    ...(why === undefined ? {} : { notOffered: why }),
    effect: operation.effect,
    ...asking(operation),
    ...(operation.needs === 'session' ? { needs: 'login session' } : {}),
    ...(operation.brief.length > 0 ? { brief: operation.brief } : {}),
    ...(parts.tools === 'compact' ? { call: DISPATCHERS[classOf(operation)] } : {}),
    inputSchema: wholeSchema(operation),
    example: exampleOf(operation) ?? null,
  };
  return { content: [{ type: 'text', text: JSON.stringify(told) }], structuredContent: { ...told } };
}

function asking(operation: Operation): JsonObject {
  const conditions = [operation.destroys, operation.grants].flatMap((condition) => (typeof condition === 'object' ? [condition.when] : []));
  return {
    asks: asks(operation),
    ...(asks(operation) === 'sometimes' ? { asksWhen: conditions.join('; ') } : {}),
    ...(operation.undo === undefined ? {} : { undo: operation.undo }),
  };
}
