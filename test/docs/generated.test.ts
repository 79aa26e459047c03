import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { docsSource } from '../../src/cli/generate.ts';
import { generatedFiles } from '../../src/docs/index.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const files = [...generatedFiles(docsSource(top))];

it.each(files)('%s is what `npm run generate` writes', (path, text) => {
  expect(existsSync(top + path) ? readFileSync(top + path, 'utf8') : 'missing').toBe(text);
});

it('the manifest is one that Claude Desktop accepts', async () => {
  const { McpbManifestSchema } = await import('@anthropic-ai/mcpb/schemas/0.3');
  const manifest: unknown = JSON.parse(readFileSync(`${top}manifest.json`, 'utf8'));
  expect(McpbManifestSchema.safeParse(manifest).error).toBeUndefined();
});

describe('every link', () => {
  const pages = [top, `${top}docs`, `${top}examples`, `${top}bench`, `${top}test`].flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== top, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !/(^|\/)(dist|node_modules)\//.test(name))
      .map((name) => join(folder, name)),
  );

  it.each(pages.map((page) => [relative(top, page), page]))('in %s leads to a file, and to a part of it that there is', (_name, page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      const [path = '', part] = link.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      return !existsSync(file) || (part !== undefined && !partsOf(file).includes(part));
    });
    expect(broken).toEqual([]);
  });
});

/** The parts of a page as links name them. */
function partsOf(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
