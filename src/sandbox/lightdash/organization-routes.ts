import type { Handler } from '../core/emulation.ts';
import { ROLES, type Organization } from './access-state.ts';
import { records, text } from './body.ts';
import { removeGroup, removeProject, removeUser } from './cascade.ts';
import { guarded, needRole, type Call } from './guards.ts';
import { badParameter, forbidden, notFound, ok } from './reply.ts';
import type { LightdashState } from './state.ts';

/** Public mail providers, whose domains nobody may open an organisation to. */
const PUBLIC_DOMAINS = ['freemail.example', 'webmail.example'];

/** The organisation of the caller: Organizations in the document, members and groups aside. */
export function organizationRoutes(state: LightdashState): Record<string, Handler> {
  const { organizations, users, projects, groups, attributes, sessions } = state.access;
  const domains = { emailDomains: 'array', role: ROLES.filter((role) => role !== 'admin'), projects: 'array' } as const;
  return {
    'GET /api/v1/org': guarded(state, {}, (call) => {
      const { organizationUuid, name, chartColors, defaultProjectUuid } = organizationOf(call);
      const needsProject = projects.find((row) => row.organizationUuid === organizationUuid) === undefined;
      return ok({ organizationUuid, name, chartColors, defaultProjectUuid, needsProject });
    }),
    'PUT /api/v1/org': guarded(state, { body: { name: 'string' } }, ({ caller, body }) => {
      if (caller.organizationUuid !== null) throw forbidden('User already has an organization');
      if (!state.access.deployment.multipleOrganizations) {
        throw forbidden('Cannot register user in a new organization. Ask an existing admin for an invite link.');
      }
      const organizationUuid = state.access.nextId('organization');
      const empty = { chartColors: null, emailDomains: [], emailDomainsRole: 'viewer', emailDomainsProjects: [] };
      organizations.insert({ organizationUuid, name: text(body, 'name'), createdAt: new Date().toISOString(), ...empty });
      users.patch(caller.userUuid, { organizationUuid, role: 'admin' });
      return ok();
    }),
    'PATCH /api/v1/org': guarded(
      state,
      { auth: 'session', body: { name: 'string?', chartColors: 'array?', defaultProjectUuid: 'string?' } },
      (call) => {
        const { organizationUuid } = administered(call);
        const { name, chartColors, defaultProjectUuid } = call.body;
        organizations.patch(organizationUuid, {
          ...(typeof name === 'string' ? { name } : {}),
          ...(Array.isArray(chartColors) ? { chartColors: chartColors.map(String) } : {}),
          ...(typeof defaultProjectUuid === 'string' ? { defaultProjectUuid } : {}),
        });
        return ok();
      },
    ),
    'DELETE /api/v1/org/{organizationUuid}': guarded(state, { auth: 'session' }, (call) => {
      const organizationUuid = call.uuid('organizationUuid');
      if (!organizations.get(organizationUuid)) throw notFound('No organization found');
      if (call.caller.organizationUuid !== organizationUuid) throw forbidden();
      needRole(call, 'admin');
      const own = (row: { readonly organizationUuid: string | null }) => row.organizationUuid === organizationUuid;
      for (const { userUuid } of users.where(own)) removeUser(state.access, userUuid);
      for (const { projectUuid } of projects.where(own)) removeProject(state, projectUuid);
      for (const { uuid } of groups.where(own)) removeGroup(state.access, uuid);
      attributes.removeWhere(own);
      sessions.removeWhere(({ userUuid }) => !users.get(userUuid));
      organizations.remove(organizationUuid);
      return ok();
    }),
    'GET /api/v1/org/allowedEmailDomains': guarded(state, { auth: 'session' }, (call) => ok(domainsOf(administered(call)))),
    'PATCH /api/v1/org/allowedEmailDomains': guarded(state, { auth: 'session', body: domains }, (call) => {
      const { organizationUuid } = administered(call);
      const { body } = call;
      const emailDomains = Array.isArray(body['emailDomains']) ? body['emailDomains'].map(String) : [];
      const refused = emailDomains.filter((domain) => PUBLIC_DOMAINS.includes(domain));
      if (refused.length > 0) throw badParameter(`${refused.join(', ')} is not allowed as organization email(s)`);
      const emailDomainsProjects = records(body, 'projects').map((row) => ({
        projectUuid: text(row, 'projectUuid'),
        role: text(row, 'role'),
      }));
      const changed = organizations.patch(organizationUuid, { emailDomains, emailDomainsRole: text(body, 'role'), emailDomainsProjects });
      return ok(changed && domainsOf(changed));
    }),
  };
}

/** The caller's organisation; throws 403 without one. */
export function organizationOf({ state, caller }: Pick<Call, 'state' | 'caller'>): Organization {
  const found = state.access.organizations.get(caller.organizationUuid ?? '');
  if (!found) throw forbidden('User is not part of an organization');
  return found;
}

function administered(call: Call): Organization {
  needRole(call, 'admin');
  return organizationOf(call);
}

function domainsOf({ organizationUuid, emailDomains, emailDomainsRole, emailDomainsProjects }: Organization) {
  return { organizationUuid, emailDomains, role: emailDomainsRole, projects: emailDomainsProjects };
}
