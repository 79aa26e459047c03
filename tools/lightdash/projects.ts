import * as z from 'zod';
import { member, read, remove, run, secret, update } from '../../src/operation/index.ts';
import { listOrganizationProjects } from './organizations.ts';
import { found, inventory, named, text } from './says-access.ts';
import { projectUuid, timezone, warehouseCredentialsUuid } from './vocabulary.ts';

export const getProject = read({
  id: 'GetProject',
  name: 'lightdash_get_project',
  title: 'Get project',
  description: 'One project: type, dbt and warehouse connection without secrets, semantic layer, time zone of its schedules.',
  words:
    'project settings, warehouse connection, dbt version, which database, time zone, Projekteinstellungen, paramètres du projet, ' +
    'configuración del proyecto, details of one project, which warehouse and dbt repo is a project hooked to, ' +
    'what database type does the project use, connection settings of a project, show a project, Projekt anzeigen, ' +
    'welche Datenbank nutzt das Projekt, détails du projet, à quel entrepôt est relié le projet, detalles del proyecto, ' +
    'a qué almacén está conectado',
  route: 'GET /api/v1/projects/{projectUuid}',
  path: { projectUuid },
});

export const listSpacesInProject = read({
  id: 'ListSpacesInProject',
  name: 'lightdash_list_spaces',
  title: 'List spaces',
  description: 'Spaces of a project that the account sees, with privacy and how many charts and dashboards each holds.',
  words:
    'folders, collections, find space id, private folders, Ordner auflisten, Bereiche, dossiers, carpetas, list spaces, ' +
    'all spaces of a project, what folders do we have, private spaces too, id of a space, welche Ordner gibt es, alle Spaces, ' +
    'quels dossiers existent, tous les espaces, qué carpetas hay, todos los espacios',
  route: 'GET /api/v1/projects/{projectUuid}/spaces',
  path: { projectUuid },
  brief: ['uuid', 'name', 'isPrivate', 'chartCount', 'dashboardCount', 'userAccess.role'],
});

export const createPreview = run({
  id: 'createPreview',
  name: 'lightdash_create_preview_project',
  title: 'Create preview project',
  description: 'Makes a preview copy of a project, with its charts and dashboards if copyContent. Answers the id of the new project.',
  words:
    'staging copy, sandbox project, clone project, duplicate project, test environment, try changes safely, Vorschau, Kopie, ' +
    'copie de test, copia de prueba, clone the project so that we can try something without breaking it, ' +
    'make a preview off a project including its charts, copy a project, test copy of production, create preview project, ' +
    'Projekt kopieren zum Testen, Vorschauprojekt erstellen, copier le projet pour tester, créer un projet d’aperçu, ' +
    'copiar el proyecto para probar, crear proyecto de vista previa, play around with a project without touching the real one, ' +
    'experiment safely',
  route: 'POST /api/v1/projects/{projectUuid}/createPreview',
  path: { projectUuid },
  body: { name: z.string().min(1), copyContent: z.boolean() },
  grants: { when: 'it copies the content', test: ({ copyContent }) => copyContent },
  before: { project: getProject, spaces: listSpacesInProject },
  says: ({ project, spaces, input }) =>
    `Create the preview project "${input.name}" from the project ${named(project, input.projectUuid)}, ` +
    (input.copyContent ? `with copies of the charts and dashboards in ${inventory(spaces, 'space')}.` : 'without content.'),
  undo: 'Delete the preview project in Lightdash.',
});

export const updateProjectMetadata = update({
  id: 'updateProjectMetadata',
  name: 'lightdash_update_project_metadata',
  title: 'Set upstream project',
  description: 'Sets the project that charts and dashboards of this one are promoted to; null for none.',
  words:
    'promotion target, where do promoted charts end up, link staging to production, parent project, Zielprojekt, projet en amont, ' +
    'proyecto de destino, charts of the dev project should be promoted to production, set which project content is promoted to, ' +
    'set the upstream project, remove the promotion target, Zielprojekt für Übernahmen setzen, vorgelagertes Projekt festlegen, ' +
    'définir le projet en amont, cible de promotion, definir el proyecto de destino, ' +
    'when we promote from staging it should go to the live project',
  route: 'PATCH /api/v1/projects/{projectUuid}/metadata',
  path: { projectUuid },
  body: { upstreamProjectUuid: projectUuid.nullable().optional() },
  destroys: true,
  before: { projects: listOrganizationProjects },
  says: ({ projects, input }) => {
    const project = found(projects, 'projectUuid', input.projectUuid);
    const target = (id: unknown) => (typeof id === 'string' ? named(found(projects, 'projectUuid', id), id) : 'none');
    const old = project === undefined ? 'unknown' : target(member(project, 'upstreamProjectUuid'));
    return (
      `Change where promotions from the project ${named(project, input.projectUuid)} go: ` +
      `until now ${old}, from now on ${target(input.upstreamProjectUuid)}. ` +
      'A promotion overwrites the same chart or dashboard over there.'
    );
  },
  undo: 'Set the old upstream project again; what was promoted meanwhile stays.',
});

export const updateProjectSemanticLayerConnection = update({
  id: 'updateProjectSemanticLayerConnection',
  name: 'lightdash_set_semantic_layer',
  title: 'Set semantic layer',
  description: 'Replaces the connection to the dbt Cloud (DBT) or Cube (CUBE) semantic layer.',
  words:
    'connect cube, connect dbt cloud, metrics layer, semantic layer token, verbinden, connecter couche sémantique, ' +
    'conectar capa semántica, connect a project to our cube semantic layer, set dbt cloud as semantic layer with this token, ' +
    'change the semantic layer connection, Semantic Layer verbinden, dbt Cloud anbinden, relier la couche sémantique, ' +
    'configurer cube, conectar cube, configurar la capa semántica',
  route: 'PATCH /api/v1/projects/{projectUuid}/semantic-layer-connection',
  path: { projectUuid },
  body: {
    type: z.enum(['DBT', 'CUBE']),
    domain: z.string().optional(),
    environmentId: z.string().optional().describe('DBT only.'),
    token: secret(z.string()).optional(),
  },
  grants: true,
  destroys: true,
  before: { project: getProject },
  says: ({ project, input }) =>
    `Replace the semantic layer connection of the project ${named(project, input.projectUuid)}. Until now: ${layerOf(project)}. ` +
    `From now on: ${layer(input)}, ${input.token === undefined ? 'no new token' : 'with a new token'}.`,
  undo: 'The old token cannot be read back; whoever has it can set it again.',
});

export const deleteProjectSemanticLayerConnection = remove({
  id: 'deleteProjectSemanticLayerConnection',
  name: 'lightdash_delete_semantic_layer',
  title: 'Delete semantic layer',
  description: 'Drops the semantic layer connection of a project with its token.',
  words:
    'disconnect cube, disconnect dbt cloud, remove metrics layer, Verbindung trennen, déconnecter couche sémantique, ' +
    'desconectar capa semántica, disconnect the semantic layer from a project, drop the cube connection, ' +
    'remove dbt cloud connection, Semantic Layer trennen, Verbindung zum Semantic Layer löschen, ' +
    'supprimer la connexion à la couche sémantique, quitar la conexión de la capa semántica, eliminar la conexión, ' +
    'cut a project off from dbt cloud, no more cube',
  route: 'DELETE /api/v1/projects/{projectUuid}/semantic-layer-connection',
  path: { projectUuid },
  before: { project: getProject },
  says: ({ project, input }) =>
    `Drop the semantic layer connection of the project ${named(project, input.projectUuid)}: ${layerOf(project)}. ` +
    'What queries it stops working.',
  undo: 'Set it again; the token cannot be read back.',
});

export const updateSchedulerSettings = update({
  id: 'updateSchedulerSettings',
  name: 'lightdash_update_scheduler_settings',
  title: 'Set scheduler time zone',
  description: 'Sets the default time zone of scheduled deliveries in a project.',
  words:
    'deliveries arrive at the wrong hour, default timezone, daylight saving, Zeitzone, fuseau horaire, zona horaria, ' +
    'scheduled deliveries should go by another time zone, mails arrive an hour late, default timezone of schedules, ' +
    'Zeitzone der geplanten Sendungen ändern, changer le fuseau horaire des envois planifiés, ' +
    'cambiar la zona horaria de los envíos programados, scheduled mails arrive at the wrong time since the clocks changed, ' +
    'time zone of all deliveries',
  route: 'PATCH /api/v1/projects/{projectUuid}/schedulerSettings',
  path: { projectUuid },
  body: { schedulerTimezone: timezone },
});

export const getUserWarehouseCredentialsPreference = read({
  id: 'getUserWarehouseCredentialsPreference',
  name: 'lightdash_get_project_credentials',
  title: 'Get preferred warehouse credentials',
  description: "Which of the account's own warehouse credentials it uses in a project; empty when none.",
  words:
    'my database login for the project, which credentials run my queries, Zugangsdaten, identifiants, credenciales, ' +
    'which of my warehouse logins is used in this project, my preferred credentials in a project, ' +
    'with which login are my queries run, welche meiner Zugangsdaten nutzt das Projekt, ' +
    'quels identifiants sont utilisés pour mes requêtes dans le projet, qué credenciales mías usa el proyecto, ' +
    'with whose database login do my queries run',
  route: 'GET /api/v1/projects/{projectUuid}/user-credentials',
  path: { projectUuid },
});

export const updateUserWarehouseCredentialsPreference = update({
  id: 'updateUserWarehouseCredentialsPreference',
  name: 'lightdash_set_project_credentials',
  title: 'Set preferred warehouse credentials',
  description: "Chooses which of the account's own warehouse credentials it uses in a project.",
  words:
    'switch my database login, use other credentials, run queries as, Zugangsdaten wählen, choisir identifiants, ' +
    'elegir credenciales, run my queries with my other login from now on, choose which saved credentials I use in this project, ' +
    'prefer another warehouse login, andere Zugangsdaten für das Projekt wählen, utiliser mes autres identifiants dans ce projet, ' +
    'usar mis otras credenciales en el proyecto, use my second login for a project, query with a different saved login',
  route: 'PATCH /api/v1/projects/{projectUuid}/user-credentials/{userWarehouseCredentialsUuid}',
  path: { projectUuid, userWarehouseCredentialsUuid: warehouseCredentialsUuid },
});

/** A semantic layer connection without its token: `CUBE at https://cube.example.com`. */
function layer(connection: unknown): string {
  const [domain, environment] = [text(connection, 'domain'), text(connection, 'environmentId')];
  const where = domain === undefined ? '' : ` at ${domain}`;
  return `${text(connection, 'type') ?? 'none'}${where}${environment === undefined ? '' : `, environment ${environment}`}`;
}

function layerOf(project: unknown): string {
  return project === undefined ? 'unknown' : layer(member(project, 'semanticLayerConnection'));
}
