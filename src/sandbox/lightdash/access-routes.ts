import type { Handler } from '../core/emulation.ts';
import type { LightdashState } from './state.ts';

/** The routes of organisation, groups, projects' access, spaces, attributes, account and integrations. */
export function accessRoutes(_state: LightdashState): Record<string, Handler> {
  return {};
}
