import { people } from '../core/made-up.ts';
import type { Emulation } from '../core/emulation.ts';
import type { Deployment } from './access-state.ts';
import { accessRoutes } from './access-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { noSession, unexpected, unknownPath, unknownToken } from './reply.ts';
import { CREDENTIALS, PARTS } from './seed-access.ts';
import { seedState } from './state.ts';

/** Lightdash 0.1366.1 as recorded from a running server, with a made-up organisation. */
export function openLightdash(deployment?: Partial<Deployment>): Emulation {
  const state = seedState(deployment);
  return {
    id: 'lightdash',
    prefix: '/lightdash',
    routes: { ...accessRoutes(state), ...contentRoutes(state) },
    expired: ({ headers }) => (headers.cookie ? noSession : headers.authorization ? unknownToken : undefined),
    unknown: ({ method, path }) => unknownPath(method, path),
    tooLarge: unexpected(),
    credentials: {
      LIGHTDASH_TOKEN: CREDENTIALS.admin,
      LIGHTDASH_EMAIL: people[PARTS.admin]?.email ?? '',
      LIGHTDASH_PASSWORD: CREDENTIALS.password,
    },
    urlSetting: 'LIGHTDASH_URL',
  };
}
