import type { Emulation } from '../core/emulation.ts';
import { CUSTOMER_TOKEN, refusal, ssoCalls } from './calls.ts';
import { openDirectory } from './directory.ts';
import { sessionPages } from './pages.ts';

/**
 * Knowi's Single Sign-On API, emulated: fresh state on each call.
 * `KNOWI_SSO_URL` is the host alone (at the vendor `https://www.knowi.com`): the documented paths begin with `/sso`.
 * `now` (milliseconds since 1970) lets a test move time.
 */
export function openKnowiSso({ now = Date.now }: { readonly now?: () => number } = {}): Emulation {
  const directory = openDirectory();
  return {
    id: 'knowi-sso',
    prefix: '/knowi-sso',
    urlSetting: 'KNOWI_SSO_URL',
    credentials: { KNOWI_SSO_CUSTOMER_TOKEN: CUSTOMER_TOKEN },
    routes: { ...ssoCalls(directory, now), ...sessionPages(directory, now) },
    expired: () => refusal(401, 'ssoCustomerToken is not valid'),
    unknown: () => refusal(404, 'Not found'),
  };
}
