import type { AccessState, Deployment } from './access-state.ts';
import { seedAccess } from './seed-access.ts';
import { seedContent, type ContentState } from './content-state.ts';

/** Everything an emulated Lightdash remembers. */
export interface LightdashState {
  /** Organisation, people, groups, projects, spaces, credentials. */
  readonly access: AccessState;
  /** Charts, dashboards, schedulers, catalogue and the rest that people make. */
  readonly content: ContentState;
}

/** The made-up beginning, fresh each time. */
export function seedState(deployment?: Partial<Deployment>): LightdashState {
  const access = seedAccess(deployment);
  return { access, content: seedContent(access) };
}
