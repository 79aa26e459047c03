import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** How long a request may take to arrive, in milliseconds. */
export interface Patience {
  readonly headers: number;
  /** Headers and body. */
  readonly request: number;
}

/** Enough for a slow line; an answer may take as long as it wants. */
export const PATIENCE: Patience = { headers: 10_000, request: 30_000 };

const FAULTS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
};

/** Answers what never became a request, because it is no HTTP or came too slowly, in the form of JSON-RPC, and hangs up. */
export function answerBroken(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, message] = FAULTS[error.code ?? ''] ?? [400, 'This is not HTTP.'];
  const body = JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32600, message } });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    "content-security-policy: default-src 'none'",
    'content-type: application/json',
    `content-length: ${body.length}`,
    'x-content-type-options: nosniff',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
