import * as z from 'zod';
import { contentFiltersText } from '../core/content-filters.ts';
import type { Ask, Handler, Reply } from '../core/emulation.ts';
import { form, formList, take } from '../core/input.ts';
import type { Directory, SsoUser } from './directory.ts';

/** The customer-wide token that the emulation accepts. */
export const CUSTOMER_TOKEN = 'sandbox-knowi-sso-customer-token';

/** Minutes until a session ends when the call names none. The vendor's page also says 1440 in one place. */
const SESSION_MINUTES = 30;
/** The built-in role of a user created without one. It is not the lowest: that is `viewer`. */
const DEFAULT_ROLE = 'user';

const name = z.string().trim().min(1).toLowerCase();
const secret = z.string().min(1);
const flag = z.enum(['true', 'false', 'True', 'False']).transform((text) => text.toLowerCase() === 'true');

const creation = z.object({
  ssoCustomerToken: secret,
  user: name,
  contentFilter: contentFiltersText.optional(),
  role: z.string().trim().optional(),
  refresh: flag.default(false),
  refreshToken: flag.default(true),
});
const sessionCreation = z.object({
  user: name,
  userToken: secret,
  expiry: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a number of minutes')
    .transform(Number)
    .default(SESSION_MINUTES),
});
const removal = z.object({ user: name, userToken: secret, ssoCustomerToken: secret });
const filterUpdate = z.object({ contentFilter: contentFiltersText, user: name, ssoCustomerToken: secret });

/** How this emulation refuses. The statuses are a guess: no errors are published here, only the habit of the SDK to read `message`. */
export const refusal = (status: number, message: string): Reply => ({ status, body: { message } });

const done: Reply = { status: 200 };

/** The four documented calls. `now`: milliseconds since 1970. */
export function ssoCalls({ users, sessions, newToken }: Directory, now: () => number): Readonly<Record<string, Handler>> {
  const fieldsOf = <T>(schema: z.ZodType<T>, { text, headers }: Ask) =>
    take(schema, form(text, headers['content-type']), (problem) => refusal(400, problem));

  const customerOnly = (token: string) => {
    if (token !== CUSTOMER_TOKEN) throw refusal(401, 'ssoCustomerToken is not valid');
  };
  const known = (user: string): SsoUser => {
    const found = users.get(user);
    if (!found) throw refusal(404, `No SSO user ${user}`);
    return found;
  };

  return {
    'POST /sso/user/create': (ask) => {
      const sent = fieldsOf(creation, ask);
      customerOnly(sent.ssoCustomerToken);
      const wanted = groupsIn(ask.text);
      const old = users.get(sent.user);
      const next: SsoUser = {
        user: sent.user,
        // Rotates by default, even when nothing else changes; `refreshToken=false` never withholds a new user's token.
        token: old && !sent.refreshToken ? old.token : newToken('user'),
        ...(old && !sent.refresh
          ? { groups: old.groups, contentFilter: old.contentFilter, role: old.role }
          : {
              // What a refresh leaves out is kept: only so does an explicitly empty list differ from none.
              groups: wanted ?? old?.groups ?? [],
              contentFilter: sent.contentFilter ?? old?.contentFilter ?? [],
              role: sent.role || old?.role || DEFAULT_ROLE,
            }),
      };
      return { status: 200, body: users.insert(next).token };
    },

    // Needs no customer token: whoever holds the user's token can sign in as the user.
    'POST /sso/session/create': (ask) => {
      const sent = fieldsOf(sessionCreation, ask);
      // The same answer for an unknown user, so that this call does not tell who exists.
      if (users.get(sent.user)?.token !== sent.userToken) return refusal(401, 'user or userToken is not valid');
      const session = sessions.insert({ token: newToken('session'), user: sent.user, expiresAt: now() + sent.expiry * 60_000 });
      return { status: 200, body: session.token };
    },

    'POST /sso/user/remove': (ask) => {
      const sent = fieldsOf(removal, ask);
      customerOnly(sent.ssoCustomerToken);
      if (known(sent.user).token !== sent.userToken) return refusal(401, 'userToken is not valid');
      sessions.removeWhere(({ user }) => user === sent.user);
      users.remove(sent.user);
      return done;
    },

    // Replaces; an empty list lifts the restriction. Needs no token of the user.
    'POST /sso/user/contentfilters/update': (ask) => {
      const sent = fieldsOf(filterUpdate, ask);
      customerOnly(sent.ssoCustomerToken);
      users.patch(known(sent.user).user, { contentFilter: sent.contentFilter });
      return done;
    },
  };
}

/**
 * Group names of a request, any name will do since missing groups are created; undefined when it names none.
 * An empty list travels as `userGroups[]=[]` or as an empty value.
 */
function groupsIn(text: string): readonly string[] | undefined {
  const sent = formList(text, 'userGroups[]');
  if (sent.length === 0) return undefined;
  return [...new Set(sent.map((group) => group.trim()).filter((group) => group !== '' && group !== '[]'))];
}
