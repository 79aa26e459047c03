import { asks, isObject, parseRoute, type Asks, type Effect, type Needs, type ToldSchema } from '../operation/index.ts';
import type { Entry } from './catalog.ts';

/** One operation as `steward-mcp tools --json` prints it; other programs rely on these names. */
export interface Row {
  readonly tool: string;
  readonly system: string;
  readonly id: string;
  readonly group: string;
  readonly method: string;
  readonly path: string;
  readonly effect: Effect;
  readonly asks: Asks;
  readonly needs: Needs;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ToldSchema;
}

/** The printed facts of an entry. */
export function rowOf(entry: Entry): Row {
  const { operation, system, group } = entry;
  const { method, path } = parseRoute(operation.route);
  return {
    tool: operation.name,
    system: system.id,
    id: operation.id,
    group,
    method,
    path,
    effect: operation.effect,
    asks: asks(operation),
    needs: operation.needs,
    title: operation.title,
    description: operation.description,
    inputSchema: documentedNames(entry),
  };
}

/** The schema with the documented names beside ours: what a reader of the vendor's page looks for, and no tool property may be called. */
function documentedNames({ operation, inputSchema: told }: Entry): ToldSchema {
  const named = Object.entries(operation.aliases).map(([documented, field]) => {
    const schema = told.properties[field];
    return [documented, { ...(isObject(schema) ? schema : {}), description: `Documented name of ${field}; either is accepted.` }];
  });
  return named.length === 0 ? told : { ...told, properties: { ...told.properties, ...Object.fromEntries(named) } };
}
