import type { Pool } from 'undici';
import { isObject, member } from '../../src/operation/json.ts';
import { modern, older, type Message } from '../contestants/requests.ts';
import { count, type Tally } from './tally.ts';

/** How a call ended for its client. */
export interface Told {
  /** `done`, `preview`, `ask`, the code of an error, or `lost` where no answer came. */
  readonly kind: string;
  readonly structured: unknown;
  /** It is the outcome of an earlier call with the same key. */
  readonly repeated: boolean;
  /** What a question carries to its answer. */
  readonly requestState: string | undefined;
}

/** How a call is made. */
export interface Making {
  /** Under which the call may be made again. */
  readonly key?: string | undefined;
  readonly signal?: AbortSignal;
  /** The client shows forms. */
  readonly elicits?: boolean;
  /** Yes or no to the question with this state. */
  readonly answer?: { readonly requestState: string | undefined; readonly agree: boolean };
}

/** A caller of one server, in either era or over stdio. */
export interface Client {
  readonly name: string;
  readonly call: (tool: string, args: Readonly<Record<string, unknown>>, making?: Making) => Promise<Told>;
}

/** What went over the wire. */
export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const LOST: Told = { kind: 'lost', structured: undefined, repeated: false, requestState: undefined };

/** Under this name of `_meta` clients give keys, servers tell of repetitions, and errors their codes. */
const META = { key: 'steward-mcp/idempotencyKey', repeated: 'steward-mcp/repeated', error: 'steward-mcp/error' };

/** Posts a message as the holder of a token. */
export async function post(pool: Pool, token: string, { headers, body }: Message, signal?: AbortSignal): Promise<Exchange> {
  const answer = await pool.request({
    path: '/mcp',
    method: 'POST',
    headers: { ...headers, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body: body(1),
    ...(signal === undefined ? {} : { signal }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

/** A client over HTTP without a session. */
export function httpClient(name: string, pool: Pool, token: string, era: 'modern' | 'older', tally: Tally): Client {
  const messageOf = (tool: string, args: Readonly<Record<string, unknown>>, { key, elicits, answer }: Making): Message => {
    const given = answer && {
      requestState: answer.requestState,
      inputResponses: { confirm: answer.agree ? { action: 'accept', content: { agree: true } } : { action: 'decline' } },
    };
    const keyed = key === undefined ? args : { ...args, idempotencyKey: key };
    if (era === 'modern')
      return modern('tools/call', { name: tool, arguments: keyed, ...given }, elicits === true ? { elicitation: {} } : {});
    return older('tools/call', { name: tool, arguments: args, _meta: key === undefined ? {} : { [META.key]: key } });
  };
  return {
    name,
    call: async (tool, args, making = {}) => {
      try {
        const { status, text } = await post(pool, token, messageOf(tool, args, making), making.signal);
        return toldBy(status, text, tally);
      } catch (thrown) {
        return lost(making.signal, thrown, tally);
      }
    },
  };
}

/** Nobody heard how it ended: the client gave up, or else the server broke off. */
export function lost(signal: AbortSignal | undefined, thrown: unknown, tally: Tally): Told {
  tally.abandoned += 1;
  if (signal?.aborted !== true) tally.wrong.push(`a call got no answer: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  return LOST;
}

/** What an answer over HTTP says. */
export function toldBy(status: number, text: string, tally: Tally): Told {
  if (status >= 400) {
    count(tally.refused, String(status));
    if (status >= 500 && status !== 503) tally.wrong.push(`answered ${status}: ${text.slice(0, 200)}`);
    return { ...LOST, kind: `http ${status}` };
  }
  return toldIn(
    messagesIn(text).find((message) => member(message, 'id') !== undefined && !member(message, 'method')),
    tally,
  );
}

/** What a JSON-RPC message says that answers a call. */
export function toldIn(message: unknown, tally: Tally): Told {
  const result = member(message, 'result');
  const [meta, structured, requestState] = [member(result, '_meta'), member(result, 'structuredContent'), member(result, 'requestState')];
  const code = member(member(meta, META.error), 'code') ?? member(member(message, 'error'), 'code');
  const kind = kindOf(code, structured, requestState);
  if (kind === 'nothing' || kind === 'internal' || kind.startsWith('-'))
    tally.wrong.push(`answered: ${JSON.stringify(message)?.slice(0, 300)}`);
  count(tally.calls, kind);
  const repeated = member(meta, META.repeated) === true;
  return { kind, structured, repeated, requestState: typeof requestState === 'string' ? requestState : undefined };
}

function kindOf(code: unknown, structured: unknown, requestState: unknown): string {
  // Of a tool that is not there JSON-RPC tells by a number.
  if (code === -32602) return 'unknown_tool';
  if (typeof code === 'string' || typeof code === 'number') return String(code);
  if (typeof requestState === 'string') return 'ask';
  if (member(structured, 'status') === 'confirmation_required') return 'preview';
  return isObject(structured) ? 'done' : 'nothing';
}

/** The JSON-RPC messages of an answer, which comes as JSON or as events. */
export function messagesIn(text: string): readonly unknown[] {
  if (text === '') return [];
  if (text.startsWith('{')) return [JSON.parse(text)];
  return [...text.matchAll(/^data: (\{.+)$/gm)].map(([, data = '']): unknown => JSON.parse(data));
}
