import type { Adapter, CallOptions } from '../adapter.ts';
import { withRoot } from '../base-url.ts';
import { LIMITS, openClient, type ClientLimits } from '../client.ts';
import { withRetry } from '../retry.ts';
import { checkArguments, requestOf } from './request.ts';
import { understand } from './understand.ts';

/** Where KnowledgeOwl is and how to sign in. */
export interface KnowledgeOwlSettings {
  /** The host alone, or the URL to which `/reader.json` is joined: `https://app.knowledgeowl.com/api/head`. */
  readonly url: string;
  readonly apiKey: string;
}

/** The KnowledgeOwl adapter: the API key is the user name of HTTP Basic, the password is without meaning. */
export function knowledgeOwlAdapter({ url, apiKey }: KnowledgeOwlSettings, limits: ClientLimits = LIMITS): Adapter {
  const client = openClient('KnowledgeOwl', withRoot(url, '/api/head'), limits);
  const authorization = `Basic ${Buffer.from(`${apiKey}:X`).toString('base64')}`;
  return {
    system: 'knowledgeowl',
    call: async (operation, args, options = {}) => {
      checkArguments(operation, args);
      const request = requestOf(operation, args);
      const attempt = async (within: CallOptions) => {
        const raw = await client.send(request, { headers: { authorization }, safe: operation.effect === 'read' }, within);
        return understand(operation, args, raw, apiKey);
      };
      return withRetry(operation, attempt, options, limits);
    },
    check: checkArguments,
    close: client.close,
  };
}
