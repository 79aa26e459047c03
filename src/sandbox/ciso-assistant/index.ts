import { people } from '../core/made-up.ts';
import type { Ask, Emulation, Reply } from '../core/emulation.ts';
import { accountActs } from './account.ts';
import { actorActs } from './actors.ts';
import { assignmentsKind } from './assignments.ts';
import { collection } from './collection.ts';
import { groupsKind } from './groups.ts';
import { guarded, methodRefusal, type Acts } from './guard.ts';
import type { Deployment } from './model.ts';
import { passwordActs } from './passwords.ts';
import { emptyHtml, notFoundPage, unauthenticated } from './reply.ts';
import { samlActs } from './saml.ts';
import { openState, PARTS, PASSWORD, TOKENS } from './seed.ts';
import { signInActs } from './sign-in.ts';
import { teamsKind } from './teams.ts';
import { usersKind } from './users.ts';

const PREFIX = '/ciso';

/**
 * CISO Assistant's API for sign-in, users and access, emulated: fresh state on each call.
 * `CISO_ASSISTANT_URL` is the host's address as a person knows it; the documented paths lie behind its `/api`.
 * Seen from outside the host is `/ciso`, but links in answers start with `/api/`, as they do at the vendor.
 */
export function openCisoAssistant({ mail = 'works', saml = true, now = Date.now }: Partial<Deployment> = {}): Emulation {
  const state = openState({ mail, saml, now });
  const acts: Acts = {
    ...signInActs(state),
    ...passwordActs(state),
    ...accountActs(state),
    ...samlActs(state),
    ...actorActs(state),
    ...collection(state, usersKind(state)),
    ...collection(state, teamsKind(state)),
    ...collection(state, groupsKind(state)),
    ...collection(state, assignmentsKind(state)),
  };
  const paths = Object.keys(acts).map((route) => ({ route, pattern: patternOf(route.slice(route.indexOf(' ') + 1)) }));
  const routeOf = (path: string) => paths.find(({ pattern }) => pattern.test(path))?.route;

  const unknown = (ask: Ask): Reply => {
    const route = routeOf(ask.path);
    if (route !== undefined) return methodRefusal(state, acts, route)(ask);
    if (routeOf(`${ask.path}/`) === undefined) return notFoundPage();
    // Every method is sent on to the path with a slash, where most clients arrive without a body.
    return emptyHtml(301, { location: `${PREFIX}${ask.path}/${ask.query.size > 0 ? `?${ask.query.toString()}` : ''}` });
  };

  return {
    id: 'ciso-assistant',
    prefix: PREFIX,
    urlSetting: 'CISO_ASSISTANT_URL',
    credentials: {
      CISO_ASSISTANT_TOKEN: TOKENS.admin,
      CISO_ASSISTANT_USERNAME: people[PARTS.admin]?.email ?? '',
      CISO_ASSISTANT_PASSWORD: PASSWORD,
    },
    expired: ({ headers }) => (headers.authorization === undefined ? undefined : unauthenticated('Invalid token.')),
    routes: guarded(state, acts),
    unknown,
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
