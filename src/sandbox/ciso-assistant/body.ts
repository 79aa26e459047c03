import type { Ask } from '../core/emulation.ts';
import { failure, refusal } from './reply.ts';

/** A request body as an object; `form` marks the encoding in which absent booleans count as false. */
export interface Body {
  readonly values: Readonly<Record<string, unknown>>;
  readonly form: boolean;
}

/** Reads the body. Throws 400 for JSON that cannot be read, 415 for another media type, 500 for JSON that is no object. */
export function bodyOf({ text, headers }: Ask): Body {
  if (text === '') return { values: {}, form: false };
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return { values: Object.fromEntries(new URLSearchParams(text)), form: true };
  if (!type.startsWith('application/json')) throw refusal(415, `Unsupported media type "${type}" in request.`);
  const values = parsed(text);
  if (!isRecord(values)) throw failure();
  return { values, form: false };
}

/** Whether something is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The server names where it stopped; texts cut short, the usual case, stop at their end.
    const at = text.length;
    const line = text.split('\n').length;
    const expected = text.trimEnd().endsWith('{') ? 'Expecting property name enclosed in double quotes' : 'Expecting value';
    throw refusal(400, `JSON parse error - ${expected}: line ${line} column ${at - text.lastIndexOf('\n')} (char ${at})`);
  }
}
