/** HTTP methods that the five vendors document. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The vendor's documented method and path: `DELETE /api/v1/groups/{groupUuid}`. */
export type Route = `${Method} /${string}`;

/** The names between braces in a route, as a union of string literals. */
export type PathParams<R extends string> = R extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParams<Rest> : never;

/** A route taken apart. `segments` alternates literal text and `{ name }`. */
export interface ParsedRoute {
  readonly method: Method;
  readonly path: string;
  readonly segments: readonly (string | { readonly name: string })[];
}

const METHODS = new Set<string>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const parsed = new Map<Route, ParsedRoute>();

/** Takes a route apart, once. Throws on a method or path that no operation may have. */
export function parseRoute(route: Route): ParsedRoute {
  const known = parsed.get(route) ?? takeApart(route);
  parsed.set(route, known);
  return known;
}

function takeApart(route: Route): ParsedRoute {
  const space = route.indexOf(' ');
  const method = route.slice(0, space);
  const path = route.slice(space + 1);
  if (!METHODS.has(method) || !path.startsWith('/')) throw new Error(`not a route: ${route}`);
  const segments = path
    .split(/(\{[^}]+\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? { name: part.slice(1, -1) } : part));
  return { method: method as Method, path, segments };
}
