import * as z from 'zod';
import { read, run, update } from '../../src/operation/index.ts';
import { getAuthenticatedUser } from './my-account.ts';
import { listOrganizationProjects } from './organizations.ts';
import { getProject } from './projects.ts';
import { sorts } from './queries.ts';
import { counted, found, listed, named, person } from './says-access.ts';
import { projectUuid } from './vocabulary.ts';

const loose = z.looseObject({});

export const getAccessToken = read({
  id: 'getAccessToken',
  name: 'lightdash_get_google_access_token',
  title: 'Get Google access token',
  description: "Reveals the account's Google token for Drive and Sheets. Needs an account linked to Google.",
  words:
    'google drive token, oauth token, sheets credentials, Google-Token, jeton Google, token de Google, ' +
    'get the google drive token of my account, oauth token of google, Google-Zugriffstoken holen, Token für Google Drive, ' +
    'obtenir le jeton google drive, obtener el token de google drive',
  route: 'GET /api/v1/gdrive/get-access-token',
  grants: true,
  mints: [''],
  before: { me: getAuthenticatedUser },
  says: ({ me }) =>
    `Reveal the Google access token of ${person(me)}. Whoever has it acts on Google Drive and Sheets in that person's name.`,
  undo: 'It cannot be taken back; it is valid until Google lets it expire.',
});

export const uploadGsheet = run({
  id: 'uploadGsheet',
  name: 'lightdash_upload_google_sheet',
  title: 'Upload to Google Sheet',
  description: 'Runs a query and copies the result to a new Google sheet of the account. Answers a jobId to follow.',
  words:
    'export to google sheets, spreadsheet, push results to drive, nach Google Tabellen exportieren, exporter vers Google Sheets, ' +
    'exportar a hojas de cálculo, put a query result into a new google sheet, copy the result to google drive, ' +
    'send rows to a google spreadsheet, Ergebnis in ein Google Sheet, Abfrage nach Google exportieren, ' +
    'exporter vers une feuille google, résultat dans google sheets, exportar el resultado a una hoja de google',
  route: 'POST /api/v1/gdrive/upload-gsheet',
  body: {
    projectUuid,
    exploreId: z.string().min(1),
    metricQuery: z.strictObject({
      exploreName: z.string(),
      dimensions: z.array(z.string()),
      metrics: z.array(z.string()),
      filters: loose.describe('{dimensions, metrics, tableCalculations}: each {id, and|or: […]}.'),
      sorts,
      limit: z.int().min(1),
      tableCalculations: z.array(loose),
      additionalMetrics: z.array(loose).optional(),
      customDimensions: z.array(loose).optional(),
      metadata: loose.optional(),
    }),
    columnOrder: z.array(z.string()),
    showTableNames: z.boolean(),
    customLabels: z.record(z.string(), z.string()).optional(),
    hiddenFields: z.array(z.string()).optional(),
  },
  grants: true,
  openWorld: true,
  before: { me: getAuthenticatedUser, project: getProject },
  says: ({ me, project, input }) => {
    const { dimensions, metrics, limit } = input.metricQuery;
    return (
      `Copy up to ${counted(limit, 'row')} of "${input.exploreId}" in the project ${named(project, input.projectUuid)} ` +
      `to a Google sheet of ${person(me)}, outside Lightdash. Fields: ${listed([...dimensions, ...metrics])}.`
    );
  },
  undo: 'Delete the sheet in Google Drive.',
});

export const getSlackChannels = read({
  id: 'getSlackChannels',
  name: 'lightdash_list_slack_channels',
  title: 'List Slack channels',
  description: 'Slack channels that Lightdash can post to; empty when Slack is not connected.',
  words:
    'find slack channel id, where can we post, slack integration, Kanäle auflisten, canaux Slack, canales de Slack, ' +
    'list slack channels, which slack channels can we post in, welche Slack-Kanäle gibt es, quels canaux slack, ' +
    'canales de slack disponibles, qué canales de slack hay',
  route: 'GET /api/v1/slack/channels',
  query: { search: z.string().optional() },
  brief: ['id', 'name'],
});

export const updateCustomSettings = update({
  id: 'UpdateCustomSettings',
  name: 'lightdash_update_slack_settings',
  title: 'Update Slack settings',
  description: 'Replaces the Slack settings: notification channel, picture of the app, channels of projects. They cannot be read.',
  words:
    'change the alert channel in slack, slack notifications, bot picture, map channel to project, Slack einrichten, ' +
    'Benachrichtigungskanal, paramètres Slack, canal de avisos, alerts should go to another slack channel, ' +
    'change the picture of the slack bot, slack app settings, Slack-Einstellungen ändern, anderer Slack-Kanal für Hinweise, ' +
    'modifier les paramètres slack, canal slack des alertes, cambiar los ajustes de slack, canal de slack para avisos, ' +
    'slack notifications land in the wrong channel',
  route: 'PUT /api/v1/slack/custom-settings',
  body: {
    notificationChannel: z.string().nullable().describe('From lightdash_list_slack_channels.'),
    appProfilePhotoUrl: z.url().nullable(),
    slackChannelProjectMappings: z.array(z.strictObject({ projectUuid, slackChannelId: z.string() })).optional(),
  },
  destroys: true,
  before: { channels: getSlackChannels, projects: listOrganizationProjects },
  says: ({ channels, projects, input }) => {
    const channel = (id: string) => named(found(channels, 'id', id), id);
    const mappings = (input.slackChannelProjectMappings ?? []).map(
      (one) => `${named(found(projects, 'projectUuid', one.projectUuid), one.projectUuid)} to ${channel(one.slackChannelId)}`,
    );
    const mapped = input.slackChannelProjectMappings === undefined ? '' : ` Projects to channels: ${listed(mappings)}.`;
    return (
      'Replace the Slack settings of the organization; the old ones cannot be shown. ' +
      `Notifications go to: ${input.notificationChannel === null ? 'no channel' : channel(input.notificationChannel)}. ` +
      `Picture of the app: ${input.appProfilePhotoUrl ?? 'the standard one'}.${mapped}`
    );
  },
  undo: 'Set the old values again, if somebody knows them.',
});
