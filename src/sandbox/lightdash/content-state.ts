import type { AccessState } from './access-state.ts';
import { emptyContent, type ContentState } from './content-model.ts';
import { seedActivity } from './seed-activity.ts';
import { seedCharts } from './seed-content.ts';
import { seededExplores } from './seed-explores.ts';

export type { ContentState } from './content-model.ts';

/** The made-up content of the seeded projects and spaces. */
export function seedContent(access: AccessState): ContentState {
  const content = emptyContent();
  for (const project of access.projects.all()) content.explores.set(project.projectUuid, seededExplores);
  seedCharts(access, content);
  seedActivity(access, content);
  return content;
}
