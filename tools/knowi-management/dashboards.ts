import * as z from 'zod';
import { commaJoined, create, read } from '../../src/operation/index.ts';
import { rows, theDashboard } from './says.ts';
import { linkFilters, objectId, publicFilters } from './vocabulary.ts';

export const listDashboards = read({
  id: 'listDashboards',
  name: 'knowi_list_dashboards',
  title: 'List dashboards',
  description: 'All dashboards, unpaged, with owner (userId) and dates. The url slug may open a public link and stays sealed.',
  words:
    'reports, boards, all dashboards, find dashboard by name, who owns, unused dashboards, stale reports, ' +
    'dashboards of a category, Berichte, Übersicht, tableaux de bord, paneles, informes, list dashboards, ' +
    'which dashboards do we have, boards nobody has touched in a year, old dashboards, all reports, dashboards of a user, ' +
    'welche Dashboards gibt es, alle Dashboards, alte Berichte, quels tableaux de bord, tous les rapports, qué paneles hay, ' +
    'todos los paneles, informes antiguos',
  route: 'GET /dashboards',
  query: {
    byCategory: commaJoined(z.array(z.union([z.string(), z.int()])))
      .optional()
      .describe('Category ids; any of them.'),
  },
  brief: ['id', 'name', 'userId', 'accessLevel', 'locked', 'lastAccessDt'],
  mints: ['*.url'],
});

export const getDashboard = read({
  id: 'getDashboard',
  name: 'knowi_get_dashboard',
  title: 'Get dashboard',
  description: 'One dashboard: name, owner, dates.',
  words:
    'show dashboard, dashboard details, who owns the report, last used, last modified, is it locked, Bericht anzeigen, ' +
    'afficher le tableau de bord, ver panel, one dashboard in detail, when was the dashboard last changed, who created this board, ' +
    'information about a dashboard, Dashboard ansehen, wem gehört das Dashboard, détails du tableau de bord, ' +
    'à qui appartient le tableau, detalles del panel, de quién es el panel, when was a board edited last, who made this dashboard',
  route: 'GET /dashboards/{objectId}',
  path: { objectId },
  mints: ['url'],
});

export const getDashboardShare = read({
  id: 'getDashboardShare',
  name: 'knowi_get_dashboard_share',
  title: 'Get dashboard sharing',
  description: 'Users and groups with whom a dashboard is shared, with level (1 edit, 2 view); empty when with nobody.',
  words:
    'who can see the dashboard, access to report, shared with whom, permissions, audience, who may edit, Freigaben, wer sieht, ' +
    'avec qui partagé, compartido con, who can view or edit a dashboard, with whom is a dashboard shared, ' +
    'list the people who see this board, check the sharing, dashboard access list, mit wem ist das Dashboard geteilt, ' +
    'wer darf das Dashboard sehen, qui peut voir le tableau de bord, avec qui est partagé le tableau, quién puede ver el panel, ' +
    'con quién está compartido',
  route: 'GET /dashboards/{objectId}/share',
  path: { objectId },
});

export const generateShareUrl = create({
  id: 'generateShareUrl',
  name: 'knowi_create_share_url',
  title: 'Create public link',
  description:
    'Publishes a dashboard to anyone with the link, without sign-in. Replaces the earlier link. Prefer knowi_create_secure_share_url.',
  words:
    'publish dashboard, public url, open link, share with everyone, anyone with the link, embed on website, external link, ' +
    'without login, freigeben, veröffentlichen, lien public, publier, enlace público, publicar, create public link, ' +
    'make a dashboard viewable for anybody with the link, link without sign-in, share board with the whole world, ' +
    'put dashboard on our web page, öffentlicher Link, Link ohne Anmeldung, jeder mit dem Link, lien sans connexion, ' +
    'rendre public, enlace abierto, hacer público, sin iniciar sesión, show a dashboard on a web site without any account',
  route: 'POST /dashboards/{objectId}/share/url',
  path: { objectId },
  body: { contentFilters: publicFilters },
  bodyType: 'form',
  grants: true,
  destroys: true,
  before: { dashboard: getDashboard },
  says: ({ dashboard, input }) =>
    `Publish ${theDashboard(dashboard, input.objectId)}: anyone with the link sees all its data without signing in; filters do not protect it. ` +
    'Links and embeds handed out earlier presumably stop working.',
  undo: 'The link can be withdrawn only in the web interface of Knowi; the earlier link does not come back.',
  mints: ['shareUrl'],
  note: 'The answer is the slug of https://<host>/d/<slug>, sealed.',
});

export const generateSecureShareUrl = create({
  id: 'generateSecureShareUrl',
  name: 'knowi_create_secure_share_url',
  title: 'Create secure link',
  description: 'Publishes the filtered rows of a dashboard under a new link, without sign-in. Replaces the earlier secure link.',
  words:
    'secure embed, customer portal link, share filtered dashboard, encrypted url, link limited to rows, per-customer link, ' +
    'sicherer Link, lien sécurisé, enlace seguro, incrustar, create secure link, new encrypted link that shows only some rows, ' +
    'protected link to a dashboard, link with a row filter, share filtered rows with a customer, neuer sicherer Link, ' +
    'verschlüsselter Link, nur Zeilen eines Kunden, nouveau lien chiffré, lien filtré pour un client, nuevo enlace seguro, ' +
    'enlace cifrado filtrado',
  route: 'POST /dashboards/{objectId}/share/url/secure',
  path: { objectId },
  body: { contentFilters: linkFilters },
  bodyType: 'form',
  grants: true,
  destroys: true,
  before: { dashboard: getDashboard },
  says: ({ dashboard, input }) =>
    `Publish ${theDashboard(dashboard, input.objectId)} to anyone with the new link, without sign-in or expiry, for ${rows(input.contentFilters)}. ` +
    'Earlier secure links presumably stop working.',
  undo: 'The earlier link does not come back; the new one can be withdrawn only in the web interface of Knowi.',
  mints: ['secureShareUrl'],
  note: 'The answer goes after https://<host>/share/secure/, sealed; whether it already holds the hash is not documented.',
});

export const generateSecureShareHash = create({
  id: 'generateSecureShareHash',
  name: 'knowi_create_secure_share_hash',
  title: 'Create secure hash',
  description: 'Encrypts filters for an existing secure link; link and hash together show those rows without sign-in. The link stays.',
  words:
    'embed hash, token for embedded dashboard, row filter for iframe, another customer on the same link, keep the link, ' +
    'encrypt filter, Einbettung, Prüfsumme, hash d’intégration, hash seguro, another hash for the same secure link, ' +
    'encrypt the filter for one customer without a new link, filter hash for the existing embed, hash for a tenant, ' +
    'existing link stays as it is, neuer Hash für den sicheren Link, Filter verschlüsseln, nouveau hash pour le lien sécurisé, ' +
    'chiffrer le filtre, otro hash para el enlace seguro, cifrar el filtro',
  route: 'POST /dashboards/{objectId}/share/url/secure/hash',
  path: { objectId },
  body: { contentFilters: linkFilters },
  bodyType: 'form',
  grants: true,
  before: { dashboard: getDashboard },
  says: ({ dashboard, input }) =>
    `Make a hash that opens ${theDashboard(dashboard, input.objectId)} through its secure link, without sign-in or expiry, for ${rows(input.contentFilters)}.`,
  undo: 'A hash cannot be taken back; a new secure link makes it useless.',
  mints: ['secureHash'],
  note: 'Use: https://<host>/share/secure/<slug>/<hash>, URL-encoded. The text may begin with a slash.',
});
