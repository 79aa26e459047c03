import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/server';
import { fenced, fenceText, type KeptText, type Outcome } from '../call/index.ts';
import type { ErrorCode, StewardError } from '../operation/index.ts';

/** Under this name of the `_meta` of any call its idempotency key may stand. */
export const KEY_META = 'steward-mcp/idempotencyKey';

/** Under this name of a result's `_meta` stand an error's code and whether the call may be repeated, for programs. */
export const ERROR_META = 'steward-mcp/error';

/** Under this name of a result's `_meta` stands true where it is the outcome of an earlier call with the same idempotency key. */
const REPEATED_META = 'steward-mcp/repeated';

/** How a result is told. */
export interface Telling {
  /** Id of the system whose words may be in it. */
  readonly from?: string | undefined;
  /** The client knows links to resources. */
  readonly links?: boolean;
}

/**
 * An outcome that ends the call, as a tool result. What may hold words of a system or its users stands inside the fence, in previews and
 * errors too. Errors carry no `structuredContent`: 2025-era clients would validate it.
 */
export function resultOf(outcome: Exclude<Outcome, { kind: 'ask' }>, { from = 'a system', links = false }: Telling = {}): CallToolResult {
  switch (outcome.kind) {
    case 'done':
      return {
        content: [{ type: 'text', text: outcome.answer.text }, ...(links ? (outcome.answer.links ?? []).map(linkTo) : [])],
        structuredContent: { ...outcome.answer.structured },
        ...(outcome.repeats === undefined ? {} : { _meta: { [REPEATED_META]: true } }),
      };
    case 'preview':
      return {
        content: [{ type: 'text', text: previewed(outcome, from) }],
        structuredContent: { status: 'confirmation_required', ...outcome.preview },
      };
    case 'refused':
      return failed(outcome.error, from);
    case 'failed':
      return failed(outcome.error, from, outcome.repeats !== undefined);
  }
}

function linkTo({ uri, text }: KeptText): ContentBlock {
  return { type: 'resource_link', uri, name: uri.slice(-12), title: 'Long text', mimeType: 'text/plain', size: Buffer.byteLength(text) };
}

function previewed({ text, onward }: Extract<Outcome, { kind: 'preview' }>, from: string): string {
  const shown = onward !== undefined && text.endsWith(onward) ? text.slice(0, -onward.length).trimEnd() : text;
  return `${fenced(from, fenceText(shown))}\n${onward ?? 'Nothing was done yet.'}`;
}

/** Codes of errors whose message is made here from the arguments and the catalogue. Every other message may quote a system. */
const OURS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'invalid_arguments',
  'unknown_tool',
  'not_allowed',
  'not_configured',
  'cancelled',
  'audit_unavailable',
  'state_unavailable',
  'confirmation_unavailable',
  'duplicate_call',
  'still_running',
  'idempotency_unavailable',
  'internal',
]);

function failed(error: StewardError, from: string, repeated = false): CallToolResult {
  const { field, vendorStatus, retryAfter } = error.details;
  const advice = error.text.slice(error.message.length).trim();
  return {
    isError: true,
    content: [{ type: 'text', text: OURS.has(error.code) ? error.text : `${fenced(from, fenceText(error.message))}\n${advice}` }],
    _meta: {
      [ERROR_META]: JSON.parse(JSON.stringify({ code: error.code, retryable: error.retryable, field, vendorStatus, retryAfter })),
      ...(repeated ? { [REPEATED_META]: true } : {}),
    },
  };
}
