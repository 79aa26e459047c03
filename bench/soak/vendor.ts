import { request } from 'undici';
import { isObject, member } from '../../src/operation/json.ts';

/** Something that a call made, as the system itself tells of it. */
export interface Thing {
  readonly id: string;
  readonly name: string;
}

/** Things of which a system takes any number with one name, so that a write that was made twice shows. */
export interface Kind {
  readonly noun: 'comment' | 'team';
  readonly create: { readonly tool: string; readonly args: (name: string) => Readonly<Record<string, unknown>> };
  readonly remove: { readonly tool: string; readonly args: (id: string) => Readonly<Record<string, unknown>> };
  /** All that there are now, asked of the system and not of the server under test. */
  readonly list: () => Promise<readonly Thing[]>;
  /** Takes one away, if it is there. */
  readonly drop: (id: string) => Promise<void>;
}

/** The kinds of a sandbox whose settings are given. */
export async function kindsOf(settings: Readonly<Record<string, string>>): Promise<Readonly<Record<Kind['noun'], Kind>>> {
  const lightdash = systemAt(settings['LIGHTDASH_URL'] ?? '', `ApiKey ${settings['LIGHTDASH_TOKEN']}`);
  const ciso = systemAt(settings['CISO_ASSISTANT_URL'] ?? '', `Token ${settings['CISO_ASSISTANT_TOKEN']}`);
  const { dashboardUuid, dashboardTileUuid } = await someTile(lightdash);
  const comments = `/api/v1/comments/dashboards/${dashboardUuid}`;
  return {
    comment: {
      noun: 'comment',
      create: {
        tool: 'lightdash_create_comment',
        args: (text) => ({ dashboardUuid, dashboardTileUuid, text, textHtml: `<p>${text}</p>`, mentions: [] }),
      },
      remove: { tool: 'lightdash_delete_comment', args: (commentId) => ({ dashboardUuid, commentId }) },
      list: async () => {
        const found = member(member(await lightdash('GET', comments), 'results'), dashboardTileUuid);
        return things(found ?? [], 'commentId', 'text');
      },
      drop: async (id) => void (await lightdash('DELETE', `${comments}/${id}`)),
    },
    team: {
      noun: 'team',
      create: { tool: 'ciso_create_team', args: (name) => ({ name }) },
      remove: { tool: 'ciso_delete_team', args: (id) => ({ id }) },
      list: async () => things(member(await ciso('GET', '/api/teams/?limit=5000'), 'results'), 'id', 'name'),
      drop: async (id) => void (await ciso('DELETE', `/api/teams/${id}/`)),
    },
  };
}

type Ask = (method: 'GET' | 'DELETE', path: string) => Promise<unknown>;

/** Everything goes wrong now and then; what is asked for here is asked for again until it is answered. */
const TRIES = 50;

function systemAt(url: string, authorization: string): Ask {
  return async (method, path) => {
    let last: unknown;
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        const answer = await request(`${url}${path}`, { method, headers: { authorization } });
        const text = await answer.body.text();
        const isThere = answer.statusCode === 200 || answer.statusCode === 204;
        if (method === 'DELETE' && (isThere || answer.statusCode === 404)) return undefined;
        if (isThere) return JSON.parse(text);
        last = new Error(`${method} ${path}: ${answer.statusCode}`);
      } catch (thrown) {
        last = thrown;
      }
    }
    throw new Error(`The sandbox did not answer ${TRIES} times.`, { cause: last });
  };
}

/** A tile that has a comment already. */
async function someTile(lightdash: Ask) {
  for (const projectUuid of idsIn(await lightdash('GET', '/api/v1/org/projects'), 'projectUuid')) {
    for (const dashboardUuid of idsIn(await lightdash('GET', `/api/v1/projects/${projectUuid}/dashboards`), 'uuid')) {
      const tiles = member(await lightdash('GET', `/api/v1/comments/dashboards/${dashboardUuid}`), 'results');
      const [dashboardTileUuid] = isObject(tiles) ? Object.keys(tiles) : [];
      if (dashboardTileUuid !== undefined) return { dashboardUuid, dashboardTileUuid };
    }
  }
  throw new Error('The sandbox has no dashboard with a comment.');
}

function idsIn(answer: unknown, name: string): readonly string[] {
  const results = member(answer, 'results');
  return Array.isArray(results) ? results.map((result) => String(member(result, name))) : [];
}

function things(list: unknown, id: string, name: string): readonly Thing[] {
  if (!Array.isArray(list)) throw new Error('The sandbox answered something else than a list.');
  return list.map((one) => ({ id: String(member(one, id)), name: String(member(one, name)) }));
}
