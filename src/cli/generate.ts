import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { catalogOf } from '../catalog/index.ts';
import { settingFacts } from '../config/index.ts';
import { generatedFiles, type DocsSource } from '../docs/index.ts';
import { surfaceTools, toldText, toolList } from '../mcp/index.ts';
import { systems } from '../../tools/index.ts';

/** What the generated files of a checkout are made from. */
export function docsSource(top: string): DocsSource {
  const about = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));
  const catalog = catalogOf(systems);
  const costs = new Map(
    [...toolList(catalog.entries), ...surfaceTools(catalog.entries)].map((tool) => [tool.name, countTokens(toldText(tool))]),
  );
  return { catalog, settings: settingFacts, about, readme: readFileSync(join(top, 'README.md'), 'utf8'), costs };
}

/** Writes every generated file of a checkout. */
export function generate(top: string): void {
  for (const [path, text] of generatedFiles(docsSource(top))) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate(process.cwd());
