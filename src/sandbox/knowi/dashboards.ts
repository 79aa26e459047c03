import * as z from 'zod';
import { contentFiltersText } from '../core/content-filters.ts';
import type { Ask, Handler } from '../core/emulation.ts';
import { form, take } from '../core/input.ts';
import { uuidOf } from '../core/made-up.ts';
import { openFilters, sealFilters } from './share-hash.ts';
import { badParameter, failure, rowIn, type Asset, type Share, type Workspace } from './workspace.ts';

const filtered = z.object({ contentFilters: contentFiltersText });
// The vendor's SDK sends the text `null` for no filters.
const maybeFiltered = z.object({ contentFilters: z.union([z.literal('null'), contentFiltersText]).optional() });

function dashboardView({ id, name, userId, url, createdDate }: Asset, place: number) {
  return {
    id,
    name,
    userId,
    url,
    createdDate,
    lastModDt: createdDate,
    lastAccessDt: createdDate,
    selected: place === 0,
    displayOrder: place,
    screenAdjust: true,
    screenWidth: 1440,
    screenHeight: 900,
    locked: false,
    accessLevel: 1,
    showWidgetList: false,
  };
}

/** The dashboard calls. */
export function dashboardRoutes(workspace: Workspace): Readonly<Record<string, Handler>> {
  const { assets, shares, users, groups } = workspace;
  const list = () => assets.where(({ kind }) => kind === 'dashboard');
  const dashboardIn = ({ params }: Ask) => {
    const asset = rowIn(assets, params.objectId, 'dashboard');
    if (asset.kind !== 'dashboard') throw failure(403, `Not permitted: dashboard ${asset.id}`);
    return asset;
  };
  const filtersIn = <T>(schema: z.ZodType<T>, ask: Ask) => take(schema, form(ask.text, ask.headers['content-type']), badParameter);

  /** Every call publishes under a fresh slug, so that older links and embeds end. */
  const publish = ({ id }: Asset, openTo: Asset['openTo']) => {
    const url = uuidOf('knowi link', workspace.newId()).replaceAll('-', '').slice(0, 24);
    assets.patch(id, { url, openTo });
    return url;
  };
  const shareView = ({ type, id, level }: Share) =>
    type === 'Users'
      ? { type, id, name: users.get(id)?.username, access_level: level, sso_user: users.get(id)?.kind === 'sso' }
      : { type, id, name: groups.get(id)?.groupName, access_level: level };

  return {
    'GET /dashboards': ({ query }) => {
      const wanted = query.get('byCategory')?.split(',');
      if (wanted?.some((id) => !/^\d+$/.test(id.trim()))) throw badParameter('byCategory must be category ids with commas between');
      const found = list().filter(({ category }) => wanted?.some((id) => Number(id) === category) ?? true);
      return { status: 200, body: { list: found.map(dashboardView) } };
    },

    'GET /dashboards/{objectId}': (ask) => {
      const asset = dashboardIn(ask);
      return {
        status: 200,
        body: dashboardView(
          asset,
          list().findIndex(({ id }) => id === asset.id),
        ),
      };
    },

    // Member names follow the vendor's SDK, which writes the same list; the answer itself is not published.
    'GET /dashboards/{objectId}/share': (ask) => {
      const { id } = dashboardIn(ask);
      return { status: 200, body: { list: shares.where(({ assetId }) => assetId === id).map(shareView) } };
    },

    'POST /dashboards/{objectId}/share/url': (ask) => {
      const asset = dashboardIn(ask);
      filtersIn(maybeFiltered, ask);
      return { status: 200, body: { shareUrl: publish(asset, 'link') } };
    },

    // Slug and hash in one: whether the vendor answers that or the slug alone is not published.
    // An empty list is taken, and filters nothing.
    'POST /dashboards/{objectId}/share/url/secure': (ask) => {
      const asset = dashboardIn(ask);
      const { contentFilters } = filtersIn(filtered, ask);
      return { status: 200, body: { secureShareUrl: `${publish(asset, 'secureLink')}${sealFilters(JSON.stringify(contentFilters))}` } };
    },

    // Leaves the link as it is.
    'POST /dashboards/{objectId}/share/url/secure/hash': (ask) => {
      dashboardIn(ask);
      const { contentFilters } = filtersIn(filtered, ask);
      return { status: 200, body: { secureHash: sealFilters(JSON.stringify(contentFilters)) } };
    },
  };
}

/** The pages that published links open, for anybody: what publishing really does. */
export function publicPages({ assets }: Workspace): Readonly<Record<string, Handler>> {
  const gone = failure(404, 'This link does not exist');
  const published = (slug: string | undefined, openTo: Asset['openTo']) =>
    assets.find((asset) => asset.url === slug && asset.openTo === openTo);
  return {
    'GET /d/{slug}': ({ params }) => {
      const asset = published(params.slug, 'link');
      return asset ? { status: 200, body: `Dashboard: ${asset.name}\n` } : gone;
    },
    'GET /share/secure/{slug}/{hash}': ({ params }) => {
      const asset = published(params.slug, 'secureLink');
      const filters = openFilters(params.hash ?? '');
      return asset && filters !== undefined ? { status: 200, body: `Dashboard: ${asset.name}\nRows: ${filters}\n` } : gone;
    },
  };
}
