import type { Ask, Handler } from '../core/emulation.ts';
import type { Job } from './content-model.ts';
import { guarded, type Call } from './guards.ts';
import { notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

/** Starts a job: its first status read still says `started`, the next one what became of it. The id is a number. */
export function startJob(call: Call, task: Job['task'], finished: Job['finished']): { readonly jobId: number } {
  const jobId = call.state.access.nextNumber();
  call.state.content.jobs.insert({ jobId, task, createdByUuid: call.caller.userUuid, status: 'started', finished });
  return { jobId };
}

/** Starts the writing of a CSV file; `write` throws when the query fails, and so does the job. */
export function startCsv(call: Call, projectUuid: string, write: () => string): { readonly jobId: number } {
  const createdByUserUuid = call.caller.userUuid;
  try {
    const text = write();
    const id = call.state.access.nextId('csv').replaceAll('-', '').slice(0, 21);
    call.state.content.files.insert({ id, projectUuid, text });
    const fileUrl = `http://${call.ask.headers.host}/lightdash/api/v1/projects/${projectUuid}/csv/${id}`;
    return startJob(call, 'downloadCsv', { status: 'completed', details: { fileUrl, truncated: false, createdByUserUuid } });
  } catch {
    return startJob(call, 'downloadCsv', { status: 'error', details: { error: 'The query failed', createdByUserUuid } });
  }
}

/** A job's status as of now; looking at it finishes it. */
function look({ state }: Call, job: Job): { readonly status: string; readonly details: Readonly<Record<string, unknown>> | null } {
  if (job.status !== 'started') return job.finished;
  state.content.jobs.patch(job.jobId, { status: job.finished.status });
  return { status: 'started', details: job.task === 'downloadCsv' ? { createdByUserUuid: job.createdByUuid } : null };
}

/** The status of background jobs, and the CSV files they write. */
export function jobRoutes(state: LightdashState): Record<string, Handler> {
  return {
    'GET /api/v1/schedulers/job/{jobId}/status': guarded(state, {}, (call) => {
      const job = state.content.jobs.get(call.param('jobId'));
      if (!job) throw notFound('Job not found');
      return ok(look(call, job));
    }),
    'GET /api/v1/csv/{jobId}': guarded(state, {}, (call) => {
      const job = state.content.jobs.get(call.param('jobId'));
      // Only who asked for a file gets its address.
      if (job?.task !== 'downloadCsv' || job.createdByUuid !== call.caller.userUuid) throw notFound('Download CSV job not found');
      const { status, details } = look(call, job);
      return ok({ url: details?.['fileUrl'], status, truncated: details?.['truncated'] });
    }),
    // The file itself wants no sign-in: who has the address has the file.
    'GET /api/v1/projects/{projectUuid}/csv/{fileId}': ({ params }: Ask) => {
      const file = state.content.files.get(params['fileId'] ?? '');
      if (!file) throw notFound('File not found');
      return { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: file.text };
    },
  };
}
