import * as z from 'zod';
import { create, read } from '../../src/operation/index.ts';

export const getShareUrl = read({
  id: 'getShareUrl',
  name: 'lightdash_get_share_link',
  title: 'Get share link',
  description: 'The page of Lightdash that a short link leads to.',
  words:
    'resolve short url, expand link, where does this link go, Kurzlink, lien court, enlace corto, where does a short link lead, ' +
    'what is behind the short url, Kurzlink auflösen, wohin führt der Link, où mène ce lien court, a dónde lleva el enlace corto, ' +
    'resolve a share link',
  route: 'GET /api/v1/share/{nanoId}',
  path: { nanoId: z.string().describe('Last part of the short link.') },
});

export const CreateShareUrl = create({
  id: 'CreateShareUrl',
  name: 'lightdash_create_share_link',
  title: 'Create share link',
  description: 'Makes a short link to a page. It gives no access: readers must be allowed to see the page.',
  words:
    'give me a short link to a page, share a view, shorten url, send a link to a colleague, permalink, Link teilen, ' +
    'partager un lien, compartir enlace, create short link, short link to this page for a colleague, ' +
    'share the current explore as link, Kurzlink erstellen, Seite als Link teilen, créer un lien court, crear un enlace corto, ' +
    'permalink for this chart view, link to exactly this view',
  route: 'POST /api/v1/share',
  body: {
    path: z.string().describe('Such as /projects/<id>/tables/<explore>.'),
    params: z.string().describe('Query string with its ?; may be empty.'),
  },
});
