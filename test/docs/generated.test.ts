import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
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

it('every link inside the hand-written pages leads to a file', () => {
  const pages = [
    'README',
    'CONTRIBUTING',
    'PRIVACY',
    'SECURITY',
    'docs/architecture',
    'docs/security',
    'docs/adding-an-operation',
    'docs/deployment',
    'docs/performance',
  ];
  const broken = [...pages, 'examples/README', 'bench/README'].flatMap((name) => {
    const page = `${name}.md`;
    const links = [...readFileSync(top + page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    return links.filter((link) => !existsSync(new URL(link, new URL(page, `file://${top}`)))).map((link) => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});
