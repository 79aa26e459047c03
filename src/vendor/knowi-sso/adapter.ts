import type { Arguments, Operation } from '../../operation/index.ts';
import type { Adapter, CallOptions } from '../adapter.ts';
import { LIMITS, openClient, type ClientLimits } from '../client.ts';
import { buildRequest, type VendorRequest } from '../request.ts';
import { withRetry } from '../retry.ts';
import { understand } from './understand.ts';

/** Where Knowi's single sign-on is and the secret that it wants. */
export interface KnowiSsoSettings {
  /** The URL to which `/sso/…` is joined: the host alone. The root of the Management API is cut off. */
  readonly url: string;
  /** Whoever holds it can create any user with any permission. */
  readonly customerToken: string;
}

/** The adapter of Knowi SSO: forms that carry the customer token in their body, except where a user's own token suffices. */
export function knowiSsoAdapter({ url, customerToken }: KnowiSsoSettings, limits: ClientLimits = LIMITS): Adapter {
  const client = openClient('Knowi SSO', url.replace(/\/api\/1\.0\/?$/, ''), limits);
  return {
    system: 'knowi-sso',
    call: async (operation, args, options = {}) => {
      const request = completed(operation, args, customerToken);
      const attempt = async (within: CallOptions) => {
        const raw = await client.send(request, { safe: false }, within);
        return understand(operation, raw, customerToken);
      };
      return withRetry(operation, attempt, options, limits);
    },
    close: client.close,
  };
}

function completed(operation: Operation, args: Arguments, customerToken: string): VendorRequest {
  const request = buildRequest(operation, args);
  const parts = [request.body];
  // An empty list has no pair of its own; the vendor's page shows this text for it.
  if (Array.isArray(args['userGroups']) && args['userGroups'].length === 0) parts.push('userGroups%5B%5D=%5B%5D');
  if (operation.needs !== 'none') parts.push(`ssoCustomerToken=${encodeURIComponent(customerToken)}`);
  return { ...request, body: parts.join('&') };
}
