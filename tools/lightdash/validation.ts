import * as z from 'zod';
import { read, remove, run } from '../../src/operation/index.ts';
import { found, text } from './says-access.ts';
import { jobId, projectUuid } from './vocabulary.ts';

export const ValidateProject = run({
  id: 'ValidateProject',
  name: 'lightdash_validate_project',
  title: 'Validate project',
  description: 'Starts a search for charts, dashboards and tables with broken fields. Answers a jobId; replaces the last results.',
  words:
    'check for broken content, find errors, test dashboards, health check, prüfen, kaputte Diagramme, valider, validar, ' +
    'check the whole project for broken charts and dashboards now, start validation, run the content validator, ' +
    'are all charts still fine after the dbt change, Projekt auf Fehler prüfen, Prüfung starten, vérifier le projet, ' +
    'lancer la validation, comprobar el proyecto, iniciar la validación, find out whether charts fell apart after the dbt release, ' +
    'are charts still working',
  route: 'POST /api/v1/projects/{projectUuid}/validate',
  path: { projectUuid },
  body: {
    validationTargets: z
      .array(z.enum(['charts', 'dashboards', 'tables']))
      .optional()
      .describe('Default: all.'),
    explores: z.array(z.looseObject({})).optional().describe('Compiled explores to test against instead of the stored ones.'),
  },
});

export const GetLatestValidationResults = read({
  id: 'GetLatestValidationResults',
  name: 'lightdash_list_validation_results',
  title: 'List validation errors',
  description: 'The broken charts, dashboards and tables that the last validation found.',
  words:
    'broken charts, missing fields, content errors, what is broken, Fehlerliste, erreurs de validation, errores, ' +
    'list validation errors, what did the last validation find, results of the last check, show broken dashboards and charts, ' +
    'which charts are broken, Ergebnis der letzten Prüfung, kaputte Diagramme anzeigen, résultats de la dernière validation, ' +
    'graphiques cassés, resultados de la última validación, gráficos rotos',
  route: 'GET /api/v1/projects/{projectUuid}/validate',
  path: { projectUuid },
  query: { fromSettings: z.boolean().optional().describe('For statistics only.'), jobId: jobId.optional() },
  brief: ['validationId', 'source', 'name', 'error', 'errorType', 'chartUuid', 'dashboardUuid'],
});

export const DeleteValidationDismiss = remove({
  id: 'DeleteValidationDismiss',
  name: 'lightdash_dismiss_validation_error',
  title: 'Dismiss validation error',
  description: 'Hides one validation error for everybody until the next validation.',
  words:
    'ignore error, clear warning, acknowledge broken chart, Fehler verwerfen, ignorer l’erreur, descartar error, ' +
    'hide one validation error that we know about, delete validation error, take an error off the list, ' +
    'don’t show this broken chart, Validierungsfehler verwerfen, Fehler ausblenden, masquer une erreur de validation, ' +
    'ocultar un error de validación, stop showing a validation warning, that broken chart is known ignore it, ' +
    'validation error is fine make it disappear from the list',
  route: 'DELETE /api/v1/projects/{projectUuid}/validate/{validationId}',
  path: { projectUuid, validationId: z.int().describe('From lightdash_list_validation_results.') },
  before: { results: GetLatestValidationResults },
  says: ({ results, input }) => {
    const one = found(results, 'validationId', input.validationId);
    const what = `of "${text(one, 'name') ?? 'unknown'}": ${text(one, 'error') ?? 'no longer listed'}`;
    return `Dismiss for everybody the validation error ${input.validationId} ${what}. What is broken stays broken.`;
  },
  undo: 'Validate the project again; the error comes back as long as it exists.',
});
