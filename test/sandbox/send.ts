import { request } from 'undici';
import { isObject, member } from '../../src/operation/index.ts';

/** One answer as a test looks at it. */
export interface Seen {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The JSON value; undefined when the body is not JSON. */
  readonly body: unknown;
}

/** What to send: `form` or `json` set the body and its content type, `text` alone only the body. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: readonly (readonly [string, string])[] | Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** Sends one request; also a GET with a body, which fetch refuses. */
export async function send(method: string, url: string, { headers = {}, form, json, text }: Sent = {}): Promise<Seen> {
  const type = form ? 'application/x-www-form-urlencoded' : json === undefined ? undefined : 'application/json';
  const body = form ? encode(form) : json === undefined ? text : JSON.stringify(json);
  const all = { ...(type === undefined ? {} : { 'content-type': type }), ...headers };
  const answer = await request(url, { method, headers: all, body: body ?? null });
  const received = await answer.body.text();
  return { status: answer.statusCode, type: String(answer.headers['content-type'] ?? ''), text: received, body: parsed(received) };
}

/** The list of objects at a member of a body; fails when it is something else. */
export function rowsOf(body: unknown, name: string) {
  const list = member(body, name);
  if (!Array.isArray(list)) throw new Error(`no list ${name}`);
  return list.filter(isObject);
}

/** A text or number at a member of a body, as text; fails when it is something else. */
export function textOf(body: unknown, name: string): string {
  const value = member(body, name);
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`no text ${name}`);
  return String(value);
}

function encode(form: NonNullable<Sent['form']>): string {
  const pairs = Array.isArray(form) ? form : Object.entries(form);
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
