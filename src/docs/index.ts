import type { Catalog, WholeEntry } from '../catalog/index.ts';
import type { SettingFacts } from '../config/index.ts';
import { manifestOf } from './manifest.ts';
import type { Package } from './package.ts';
import { withSystemsTable } from './readme-tables.ts';
import { serverJson } from './server-json.ts';
import { settingsPage } from './settings-page.ts';
import { tokenCostsModule } from './token-costs.ts';
import { toolPage } from './tool-page.ts';

export { manifestOf } from './manifest.ts';
export { serverJson } from './server-json.ts';
export type { Package } from './package.ts';

/** What the generated files are made from. */
export interface DocsSource {
  readonly catalog: Catalog<WholeEntry>;
  readonly settings: ReadonlyMap<string, SettingFacts>;
  readonly about: Package;
  /** The README as it is; only its tables are generated. */
  readonly readme: string;
  /** Tokens of each tool, by name. */
  readonly costs: ReadonlyMap<string, number>;
}

/** Every generated file, by path from the top of the repository. */
export function generatedFiles({ catalog, settings, about, readme, costs }: DocsSource): ReadonlyMap<string, string> {
  const ids = [...new Set(catalog.entries.map(({ system }) => system.id))];
  return new Map([
    ...ids.map((id) => [`docs/tools/${id}.md`, toolPage(catalog.entries.filter(({ system }) => system.id === id))] as const),
    ['docs/settings.md', settingsPage(settings)],
    ['manifest.json', manifestOf(catalog.entries, settings, about)],
    ['server.json', serverJson(settings, about)],
    ['src/catalog/token-costs.ts', tokenCostsModule(costs)],
    ['README.md', withSystemsTable(readme, catalog.entries)],
  ]);
}
