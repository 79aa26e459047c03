import type { Handler } from '../core/emulation.ts';
import { accountRoutes } from './account-routes.ts';
import { attributeRoutes } from './attribute-routes.ts';
import { credentialRoutes } from './credential-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { integrationRoutes } from './integration-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { organizationRoutes } from './organization-routes.ts';
import { projectAccessRoutes } from './project-access-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { spaceRoutes } from './space-routes.ts';
import type { LightdashState } from './state.ts';

/** The routes of organisation, groups, projects' access, spaces, attributes, account and integrations. */
export function accessRoutes(state: LightdashState): Record<string, Handler> {
  return {
    ...sessionRoutes(state),
    ...organizationRoutes(state),
    ...memberRoutes(state),
    ...groupRoutes(state),
    ...attributeRoutes(state),
    ...projectRoutes(state),
    ...projectAccessRoutes(state),
    ...spaceRoutes(state),
    ...accountRoutes(state),
    ...credentialRoutes(state),
    ...integrationRoutes(state),
  };
}
