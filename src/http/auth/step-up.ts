import { allows, neededScopes, type Identity } from '../../access/index.ts';
import { classOf, DISPATCHERS, type McpParts } from '../../mcp/index.ts';
import { member } from '../../operation/index.ts';

/**
 * The scopes that a message wants beyond those of its caller, with the ones that it has; undefined when it may go on. Only
 * says so early, for clients that can sign in again: the pipeline refuses on its own.
 */
export function scopesWanted(body: unknown, { scopes }: Identity, entries: ReadonlyMap<string, Entry>): readonly string[] | undefined {
  if (scopes === undefined || member(body, 'method') !== 'tools/call') return undefined;
  const params = member(body, 'params');
  const name = String(member(params, 'name'));
  const entry = entries.get(name) ?? dispatched(name, entries.get(String(member(member(params, 'arguments'), 'tool'))));
  return entry === undefined || allows(scopes, entry) ? undefined : neededScopes(scopes, entry);
}

type Entry = McpParts['entries'][number];

/** The operation that a dispatcher names among its arguments, where it is one that this dispatcher runs. */
function dispatched(name: string, entry: Entry | undefined): Entry | undefined {
  return entry && DISPATCHERS[classOf(entry.operation)] === name ? entry : undefined;
}
