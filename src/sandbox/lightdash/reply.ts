import { uuidOf } from '../core/made-up.ts';
import type { Reply } from '../core/emulation.ts';

/** 200 with the success envelope; several operations leave `results` out. */
export function ok(results?: unknown): Reply {
  return { status: 200, body: { status: 'ok', results } };
}

/** 201 with the success envelope. */
export function created(results?: unknown): Reply {
  return { status: 201, body: { status: 'ok', results } };
}

/** 204 without a body: what a repeated change of membership answers. */
export const unchanged: Reply = { status: 204 };

/** The error envelope. */
export function failure(statusCode: number, name: string, message: string, data: Readonly<Record<string, unknown>> = {}): Reply {
  const id = statusCode >= 500 ? { id: uuidOf('lightdash failure', name, message).replaceAll('-', '') } : {};
  return { status: statusCode, body: { status: 'error', error: { statusCode, name, message, data, ...id } } };
}

/** 400: a rule of the domain is broken. */
export const badParameter = (message: string): Reply => failure(400, 'ParameterError', message);

/** 403 in the vendor's usual words, or others. */
export const forbidden = (message = "You don't have access to this resource or action"): Reply => failure(403, 'ForbiddenError', message);

/** 404 by its more frequent name. */
export const notFound = (message: string): Reply => failure(404, 'NotFoundError', message);

/** 404 by its other name. */
export const notExists = (message: string): Reply => failure(404, 'NotExistsError', message);

/** 409. */
export const alreadyExists = (message: string): Reply => failure(409, 'AlreadyExistsError', message);

/** 500: also what an id that is no UUID, or a body that is no JSON, leads to. */
export const unexpected = (message = 'Something went wrong.'): Reply => failure(500, 'UnexpectedServerError', message);

/** 500 by the name of the database layer: duplicates. */
export const databaseError = (message: string): Reply => failure(500, 'UnexpectedDatabaseError', message);

/** 401 of a token nobody has. */
export const unknownToken: Reply = failure(401, 'AuthorizationError', 'Personal access token is not recognised');

/** 401 where only a login session counts. */
export const noSession: Reply = failure(401, 'AuthorizationError', 'Failed to authorize user');

/** 401 without credentials: plain text that names no content type. */
export const unauthorized: Reply = { status: 401, headers: { 'content-type': '' }, body: 'Unauthorized' };

/** One complaint about a member of the request. */
export interface Complaint {
  readonly message: string;
  readonly value?: unknown;
}

/** 422: the message is empty, the complaints are in `data` by member, as `body.name`. */
export function invalid(complaints: Readonly<Record<string, Complaint>>): Reply {
  return failure(422, 'ValidateError', '', complaints);
}

/** What unknown paths answer: the web application to a GET, a 404 page to anything else. */
export function unknownPath(method: string, path: string): Reply {
  if (method === 'GET') {
    const body = '<!doctype html><html><head><title>Lightdash</title></head><body><div id="root"></div></body></html>\n';
    return { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
  }
  const safe = path.replace(/[<>&"']/g, (found) => `&#${found.charCodeAt(0)};`);
  const head = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Error</title>\n</head>\n';
  const page = `${head}<body>\n<pre>Cannot ${method} ${safe}</pre>\n</body>\n</html>\n`;
  return { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
}
