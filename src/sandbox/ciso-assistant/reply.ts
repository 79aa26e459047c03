import type { Reply } from '../core/emulation.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };

/** A JSON answer. */
export function answer(body: unknown, status = 200): Reply {
  return { status, headers: JSON_TYPE, body: typeof body === 'string' ? JSON.stringify(body) : body };
}

/** An answer without a body and without a content type. */
export function empty(status: number): Reply {
  return { status };
}

/** An answer without a body that is called HTML all the same. */
export function emptyHtml(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { ...HTML_TYPE, ...headers } };
}

/** A refusal in the common form. */
export function refusal(status: number, detail: string): Reply {
  return answer({ detail }, status);
}

/** 401, with the header by which one is told from a missing right. */
export function unauthenticated(detail: string): Reply {
  return { ...refusal(401, detail), headers: { ...JSON_TYPE, 'www-authenticate': 'Token' } };
}

/** A refusal written by hand in the server: `{"error": text}`. */
export function error(status: number, text: string): Reply {
  return answer({ error: text }, status);
}

/** The caller is known but lacks the right. */
export const FORBIDDEN = refusal(403, 'You do not have permission to perform this action.');

/** What the server says when it fails, also on many requests that are merely wrong. */
export function failure(): Reply {
  return { status: 500, headers: HTML_TYPE, body: page('Server Error (500)', '') };
}

/** No such page at all. */
export function notFoundPage(): Reply {
  return { status: 404, headers: HTML_TYPE, body: page('Not Found', 'The requested resource was not found on this server.') };
}

/** The web server in front refuses request lines that are too long. */
export function lineTooLong(length: number, limit: number): Reply {
  const text = `Request Line is too large (${length} &gt; ${limit})`;
  return { status: 400, headers: { 'content-type': 'text/html' }, body: page('Bad Request', text) };
}

function page(title: string, text: string): string {
  return `<!doctype html>\n<html lang="en">\n<head><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body>\n</html>\n`;
}
