import type { FastifyInstance } from 'fastify';

/** Largest form, in bytes: a reason of 500 characters, percent-encoded, and a long name. */
export const FORM_LIMIT = 16 * 1024;

/** Makes a scope take forms as browsers send them, and nothing else. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: FORM_LIMIT }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
}

/** A field of a form; empty when it is missing, or there more than once. */
export function fieldOf(body: unknown, name: string): string {
  const values = body instanceof URLSearchParams ? body.getAll(name) : [];
  return values.length === 1 ? (values[0] ?? '') : '';
}
