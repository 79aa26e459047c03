import { allows, neededScopes, type Identity } from '../../access/index.ts';
import type { McpParts } from '../../mcp/index.ts';
import { member } from '../../operation/index.ts';

/**
 * The scopes that a message wants beyond those of its caller, with the ones that it has; undefined when it may go on. Only
 * says so early, for clients that can sign in again: the pipeline refuses on its own.
 */
export function scopesWanted(
  body: unknown,
  { scopes }: Identity,
  entries: ReadonlyMap<string, McpParts['entries'][number]>,
): readonly string[] | undefined {
  if (scopes === undefined || member(body, 'method') !== 'tools/call') return undefined;
  const params = member(body, 'params');
  // A dispatcher names the operation among its arguments.
  const entry = [member(params, 'name'), member(member(params, 'arguments'), 'tool')].flatMap((name) => entries.get(String(name)) ?? [])[0];
  return entry === undefined || allows(scopes, entry) ? undefined : neededScopes(scopes, entry);
}
