import type { ServerContext } from '@modelcontextprotocol/server';
import type { CallRequest } from '../call/index.ts';

/** Sends how far a call is to a client that gave a token for it; undefined for every other client. A lost notification is no failure. */
export function progressFor({ mcpReq }: ServerContext): CallRequest['progress'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return (progress, total) => {
    const message = `${progress} items${total === undefined ? '' : ` of ${total}`}`;
    const params = { progressToken, progress, message, ...(total === undefined ? {} : { total }) };
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}
