import * as z from 'zod';
import { given, read, remove, run, update } from '../../src/operation/index.ts';
import { getOrganizationMember } from './organizations.ts';
import { delivery } from './queries.ts';
import { named, person, rows } from './says-access.ts';
import { cargo, otherwise, told, recipients } from './says-content.ts';
import { chartUuid, dashboardUuid, jobId, projectUuid, schedulerUuid, uuid } from './vocabulary.ts';

export const getSchedulerLogs = read({
  id: 'getSchedulerLogs',
  name: 'lightdash_list_scheduler_logs',
  title: 'List deliveries and logs',
  description: 'The scheduled deliveries of a project with their recipients, and how their last runs went.',
  words:
    'scheduled reports, why did the report not arrive, failed delivery, Zustellungen, envois planifiés, informes programados, ' +
    'list scheduled deliveries, why didn’t the report mail arrive, delivery log of a project, which scheduled reports do we have, ' +
    'runs that failed, alle geplanten Zustellungen, warum kam der Bericht nicht an, Protokoll der Zustellungen, ' +
    'tous les envois planifiés, pourquoi le rapport n’est pas arrivé, journal des envois, todos los envíos programados, ' +
    'por qué no llegó el informe',
  route: 'GET /api/v1/schedulers/{projectUuid}/logs',
  path: { projectUuid },
});

export const getScheduler = read({
  id: 'getScheduler',
  name: 'lightdash_get_scheduler',
  title: 'Get scheduled delivery',
  description: 'One delivery: what it sends, when, to whom, and whether it is on.',
  words:
    'report schedule, subscription details, who receives the report, Zeitplan, Empfänger, destinataires, destinatarios, ' +
    'to whom does a delivery go and when, details of one scheduled report, which days is a report sent, ' +
    'an wen geht der geplante Bericht, Details einer geplanten Zustellung, à qui part l’envoi planifié, ' +
    'détails d’un envoi planifié, a quién llega el envío programado, detalles de un envío, ' +
    'who is on the mailing list of a delivery, recipients of a scheduled report',
  route: 'GET /api/v1/schedulers/{schedulerUuid}',
  path: { schedulerUuid },
});

export const getScheduledJobs = read({
  id: 'getScheduledJobs',
  name: 'lightdash_list_scheduled_jobs',
  title: 'List upcoming runs',
  description: 'The next runs of a delivery that are queued already.',
  words:
    'next run, when will the report be sent, queue of a schedule, nächste Ausführung, prochaine exécution, próxima ejecución, ' +
    'when is the next run of a delivery, upcoming jobs of a scheduler, queued runs, wann läuft der Bericht das nächste Mal, ' +
    'prochains envois prévus, cuándo es el próximo envío, próximas ejecuciones',
  route: 'GET /api/v1/schedulers/{schedulerUuid}/jobs',
  path: { schedulerUuid },
  brief: ['id', 'date'],
});

export const getSchedulerJobStatus = read({
  id: 'getSchedulerJobStatus',
  name: 'lightdash_get_job_status',
  title: 'Get job status',
  description: 'Whether an export, validation or delivery is scheduled, started, completed or failed.',
  words:
    'is it done, progress, background task, still running, poll, fertig, Fortschritt, terminé, estado del trabajo, ' +
    'is a background job still running, has the export job finished, state of a job, how far is the job, ' +
    'did the validation job fail, läuft der Job noch, ist der Auftrag fertig, la tâche est-elle finie, état de la tâche, ' +
    'ha terminado el trabajo, cómo va el trabajo, export has been going for ten minutes what is its state, job stuck',
  route: 'GET /api/v1/schedulers/job/{jobId}/status',
  path: { jobId },
});

export const updateScheduler = update({
  id: 'updateScheduler',
  name: 'lightdash_update_scheduler',
  title: 'Update scheduled delivery',
  description: 'Replaces a delivery, recipients included: read it first and send all of it except nulls.',
  words:
    'add somebody to the recipients, change recipients, reschedule report, other time, add mail address, Empfänger ändern, ' +
    'modifier les destinataires, cambiar horario, a report should also go to another address, ' +
    'move a delivery to Tuesday eight o’clock, change when a report is sent, take a recipient off the report, add a recipient, ' +
    'edit schedule, geplanten Versand verschieben, Empfänger hinzufügen, andere Uhrzeit, ajouter un destinataire, ' +
    'changer l’heure de l’envoi, añadir un destinatario, cambiar la hora del envío, somebody should stop receiving a report, ' +
    'send the report to one more person, drop an addressee, ajouter aux destinataires du rapport, ' +
    'Empfänger des Berichts ergänzen, añadir a los destinatarios del informe',
  route: 'PATCH /api/v1/schedulers/{schedulerUuid}',
  path: { schedulerUuid },
  body: delivery,
  // The arguments alone cannot tell new recipients from old ones, so every change is shown.
  grants: true,
  destroys: true,
  before: { scheduler: getScheduler },
  says: ({ scheduler, input }) =>
    `Change the delivery ${named(scheduler, input.schedulerUuid)} of ${cargo(scheduler)}. ` +
    `Recipients: now ${recipients(scheduler?.targets)}; afterwards ${recipients(input.targets)}. ` +
    `Schedule: now ${scheduler?.cron ?? 'unknown'}, afterwards ${input.cron}; format ${input.format}, name "${input.name}".` +
    otherwise(scheduler, input),
  undo: 'Set the old recipients, schedule and options again.',
});

export const updateSchedulerEnabled = update({
  id: 'updateSchedulerEnabled',
  name: 'lightdash_set_scheduler_enabled',
  title: 'Switch delivery on or off',
  description: 'Pauses or resumes a scheduled delivery.',
  words:
    'pause report, change whether a delivery is on, stop sending, resume subscription, mute alerts, pausieren, deaktivieren, ' +
    'suspendre, reactivar, desactivar, pause a report over the holidays, switch a scheduled delivery off for now, ' +
    'start sending again, temporarily stop a delivery, Bericht vorübergehend anhalten, Zustellung pausieren, ' +
    'wieder einschalten, suspendre un envoi planifié, réactiver un envoi, pausar un envío programado, reanudar el envío, ' +
    'don’t send a report until further notice, no mails during the holidays, stop a report for a while, turn a report back on',
  route: 'PATCH /api/v1/schedulers/{schedulerUuid}/enabled',
  path: { schedulerUuid },
  body: { enabled: z.boolean() },
  destroys: { when: 'the delivery is switched off', test: ({ enabled }) => !enabled },
  before: { scheduler: getScheduler },
  says: ({ scheduler, input }) =>
    `Switch ${input.enabled ? 'on' : 'off'} the delivery ${named(scheduler, input.schedulerUuid)} ` +
    `of ${cargo(scheduler)} to ${recipients(scheduler?.targets)}.`,
  undo: 'Switch it back; what was not sent meanwhile is not sent later.',
});

export const deleteScheduler = remove({
  id: 'deleteScheduler',
  name: 'lightdash_delete_scheduler',
  title: 'Delete scheduled delivery',
  description: 'Deletes a delivery for good; to pause it use lightdash_set_scheduler_enabled.',
  words:
    'cancel subscription, stop report forever, unsubscribe, abbestellen, Zeitplan löschen, supprimer l’envoi, ' +
    'eliminar programación, delete schedule, delete delivery, cancel a report for good, nobody reads the report end it, ' +
    'Zustellung löschen, Bericht nie wieder senden, supprimer un envoi planifié, annuler définitivement le rapport, ' +
    'eliminar el envío programado, cancelar el informe para siempre, never want this mail again, stop the report mails for good, ' +
    'end a subscription, we never want that mail again, remove a scheduled delivery entirely',
  route: 'DELETE /api/v1/schedulers/{schedulerUuid}',
  path: { schedulerUuid },
  before: { scheduler: getScheduler, jobs: getScheduledJobs },
  says: ({ scheduler, jobs, input }) =>
    `Delete the delivery ${named(scheduler, input.schedulerUuid)} of ${cargo(scheduler)}, schedule ${scheduler?.cron ?? 'unknown'}. ` +
    `No longer served: ${recipients(scheduler?.targets)}. Runs taken off the queue: ${rows(jobs).length}.`,
  undo: 'Cannot be undone; set the delivery up again in Lightdash.',
});

export const sendScheduler = run({
  id: 'sendScheduler',
  name: 'lightdash_send_delivery',
  title: 'Send delivery now',
  description: 'Sends a chart or dashboard once to mail, Slack or Google Sheets without storing a schedule. Answers a jobId.',
  words:
    'email a report, send now, share with recipients, post to Slack, jetzt senden, verschicken, envoyer, enviar informe, ' +
    'send a dashboard to a slack channel right now just once, mail this chart now, send a report today without schedule, ' +
    'one-off delivery, jetzt einmalig verschicken, Dashboard sofort senden, envoyer maintenant sans planification, ' +
    'enviar ahora una sola vez, mandar el panel por correo',
  route: 'POST /api/v1/schedulers/send',
  body: {
    ...delivery,
    savedChartUuid: chartUuid.nullable().describe('Null when a dashboard is sent.'),
    dashboardUuid: dashboardUuid.nullable().describe('Null when a chart is sent.'),
    createdBy: uuid.describe('userUuid in whose name it runs; yours from lightdash_get_me.'),
  },
  grants: true,
  openWorld: true,
  // Lightdash shows charts and dashboards by project only, and this call does not name one: what is sent stays an id.
  before: { sender: given(getOrganizationMember, ({ createdBy }) => ({ userUuid: createdBy })) },
  says: ({ sender, input }) =>
    `Send ${cargo(input)} as ${input.format} to ${recipients(input.targets)}, titled "${input.name}", ` +
    `with the access of ${person(sender, input.createdBy)}. ` +
    `Data leaves Lightdash${input.format === 'gsheets' ? ` for the Google sheet "${input.options.gdriveName ?? 'unknown'}"` : ''}.` +
    (input.filters?.length ? ` Rows filtered by ${told(input.filters)}.` : ''),
  undo: 'Cannot be undone once it is sent.',
});
