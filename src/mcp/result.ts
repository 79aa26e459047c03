import type { CallToolResult, ContentBlock } from '@modelcontextprotocol/server';
import type { KeptText, Outcome } from '../call/index.ts';
import type { StewardError } from '../operation/index.ts';

/** Under this name of a result's `_meta` stand an error's code and whether the call may be repeated, for programs. */
export const ERROR_META = 'steward-mcp/error';

/** An outcome that ends the call, as a tool result. Errors carry no `structuredContent`: 2025-era clients would validate it. */
export function resultOf(outcome: Exclude<Outcome, { kind: 'ask' }>, links = false): CallToolResult {
  switch (outcome.kind) {
    case 'done':
      return {
        content: [{ type: 'text', text: outcome.answer.text }, ...(links ? (outcome.answer.links ?? []).map(linkTo) : [])],
        structuredContent: { ...outcome.answer.structured },
      };
    case 'preview':
      return {
        content: [{ type: 'text', text: outcome.text }],
        structuredContent: { status: 'confirmation_required', ...outcome.preview },
      };
    case 'refused':
    case 'failed':
      return failed(outcome.error);
  }
}

function linkTo({ uri, text }: KeptText): ContentBlock {
  return { type: 'resource_link', uri, name: uri.slice(-12), title: 'Long text', mimeType: 'text/plain', size: Buffer.byteLength(text) };
}

function failed(error: StewardError): CallToolResult {
  const { field, vendorStatus, retryAfter } = error.details;
  return {
    isError: true,
    content: [{ type: 'text', text: error.text }],
    _meta: { [ERROR_META]: JSON.parse(JSON.stringify({ code: error.code, retryable: error.retryable, field, vendorStatus, retryAfter })) },
  };
}
