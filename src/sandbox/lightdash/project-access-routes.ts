import type { Handler } from '../core/emulation.ts';
import { PROJECT_ROLES } from './access-state.ts';
import { text, word } from './body.ts';
import { guarded, projectOf } from './guards.ts';
import { alreadyExists, notExists, notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

const GRANT = { email: 'string', role: PROJECT_ROLES, sendEmail: 'boolean' } as const;

/** Who has a project beyond what the organisation gives. */
export function projectAccessRoutes(state: LightdashState): Record<string, Handler> {
  const { projectAccesses, groupAccesses, users } = state.access;
  return {
    'GET /api/v1/projects/{projectUuid}/access': guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call);
      return ok(projectAccesses.where((row) => row.projectUuid === projectUuid).map((row) => ({ ...person(row.userUuid), ...row })));
    }),
    'POST /api/v1/projects/{projectUuid}/access': guarded(state, { body: GRANT }, (call) => {
      const { projectUuid, organizationUuid } = projectOf(call, 'admin');
      const email = text(call.body, 'email');
      const user = users.find((row) => row.email === email && row.organizationUuid === organizationUuid);
      if (!user) throw notExists(`Can't find user with email ${email} in the organization`);
      if (projectAccesses.get(`${projectUuid}/${user.userUuid}`))
        throw alreadyExists(`This user email ${email} already has access to this project`);
      projectAccesses.insert({ projectUuid, userUuid: user.userUuid, role: word(PROJECT_ROLES, call.body['role']) });
      return ok();
    }),
    'GET /api/v1/projects/{projectUuid}/user/{userUuid}': guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call);
      const userUuid = call.uuid('userUuid');
      const row = projectAccesses.get(`${projectUuid}/${userUuid}`);
      if (!row) throw notFound(`User UUID ${userUuid} is not found in project ${projectUuid}`);
      return ok({ ...row, ...person(userUuid) });
    }),
    'PATCH /api/v1/projects/{projectUuid}/access/{userUuid}': guarded(state, { body: { role: PROJECT_ROLES } }, (call) => {
      const { projectUuid } = projectOf(call, 'admin');
      // Nobody with such an access: nothing changes, and that is fine with the vendor.
      projectAccesses.patch(`${projectUuid}/${call.uuid('userUuid')}`, { role: word(PROJECT_ROLES, call.body['role']) });
      return ok();
    }),
    'DELETE /api/v1/projects/{projectUuid}/access/{userUuid}': guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call, 'admin');
      projectAccesses.remove(`${projectUuid}/${call.uuid('userUuid')}`);
      return ok();
    }),
    'GET /api/v1/projects/{projectUuid}/groupAccesses': guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call, 'admin');
      return ok(groupAccesses.where((row) => row.projectUuid === projectUuid));
    }),
  };

  function person(userUuid: string) {
    const { email = '', firstName = '', lastName = '' } = users.get(userUuid) ?? {};
    return { email, firstName, lastName };
  }
}
