import type { Ask } from '../core/emulation.ts';
import { json } from '../core/input.ts';
import { failure } from './reply.ts';

/** What a request says, from its query and its JSON body together: this API takes both, on GET too. The body wins. */
export function inputOf({ query, text }: Ask): Readonly<Record<string, unknown>> {
  const body = text === '' ? {} : json(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw failure(400, 'The body is not a JSON object');
  return { ...fromQuery(query), ...body };
}

/** `a=1` is text, `b[]=x&b[]=y` a list under `b`. */
function fromQuery(query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => (name.endsWith('[]') ? [name.slice(0, -2), query.getAll(name)] : [name, query.get(name)])));
}
