import { isObject, member, type ErrorCode } from '../operation/index.ts';
import { visible } from './visible.ts';

/** What a call of a server was about when it failed. */
export interface FailedCall {
  readonly url: string;
  readonly hasToken: boolean;
  /** The call itself may have reached the server, and not only what comes before it. */
  readonly isSent: boolean;
}

/** Why a server did not answer a call, for a person and a program. Nothing in it stems from the MCP library, nor is it a page of a proxy. */
export function remoteFailure(thrown: unknown, call: FailedCall): { readonly code: ErrorCode; readonly text: string } {
  const { url, hasToken, isSent } = call;
  const status = statusOf(thrown);
  const said = messageOf(thrown);
  switch (status) {
    case 401:
      return {
        code: 'sign_in_failed',
        text: `The server at ${url} ${hasToken ? 'does not accept the token' : 'wants a token: --token-file'}.`,
      };
    case 403:
      return { code: 'forbidden', text: `The server at ${url} refuses the call (403).${said}` };
    case 413:
      return { code: 'rejected', text: `The call is too large for the server at ${url}; nothing was done.${said} Send less at once.` };
    case 429:
      return { code: 'rate_limited', text: `The server at ${url} has had too many calls; nothing was done. Try again later.` };
    case 503:
      return { code: 'unavailable', text: `The server at ${url} takes no calls now (503).${said}` };
  }
  if (isSent && (status === undefined || status >= 500))
    return {
      code: 'outcome_unknown',
      text: `No answer to the call came from ${url}${status === undefined ? '' : ` (${status})`}: it may or may not have been done. Read the target before you repeat it.`,
    };
  if (status === undefined && !isUnreadable(thrown))
    return { code: 'unreachable', text: `No MCP server answers at ${url}. Is it running there, and is the address right?` };
  return {
    code: 'unexpected_answer',
    text: `No MCP server answers at ${url}, but something else.${said} Is the path right? It is /mcp as a rule.`,
  };
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof Error && /Unauthorized/.test(thrown.name)) return 401;
  const status = member(thrown, 'status') ?? member(member(thrown, 'data'), 'status');
  return typeof status === 'number' ? status : undefined;
}

/** Something answered, and it was no MCP. */
function isUnreadable(thrown: unknown): boolean {
  return [member(thrown, 'code'), member(member(thrown, 'cause'), 'code')].includes('CLIENT_HTTP_UNEXPECTED_CONTENT');
}

/** What the server says in the form of MCP, to stand behind a sentence. */
function messageOf(thrown: unknown): string {
  const message = member(member(parsed(member(member(thrown, 'data'), 'text')), 'error'), 'message');
  return typeof message === 'string' ? ` It says: ${visible(message.slice(0, 300))}` : '';
}

function parsed(text: unknown): unknown {
  try {
    const value: unknown = JSON.parse(String(text));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
