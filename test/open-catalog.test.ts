import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogOf, listedCatalog, visibleUnder } from '../src/catalog/index.ts';
import { toolList } from '../src/mcp/index.ts';
import { readListed, writeListed } from '../src/operation/index.ts';
import { systems } from '../tools/index.ts';

// `npm run build` writes it; whoever changed an operation and did not build sees it here.
const written = readFileSync(fileURLToPath(new URL('../dist/tools/listed.json', import.meta.url)), 'utf8');
const whole = catalogOf(systems);

async function systemOf(id: string) {
  const system = systems.find((one) => one.id === id);
  if (!system) throw new Error(`no system ${id}`);
  return system;
}

describe('what the build writes down', () => {
  it('is what follows from the operations and their schemas', () => {
    expect(JSON.parse(written)).toEqual(JSON.parse(writeListed(systems)));
    expect(written).toMatch(/^[\x20-\x7e]*$/);
    expect(written).toContain('\\u00f6schen');
  });

  it('lists, hides and orders as the operations themselves do', () => {
    const listed = listedCatalog(readListed(written), systemOf);
    const policies = [{ readOnly: false }, { readOnly: true }, { readOnly: false, deny: ['*_delete_*'] }];
    for (const policy of policies) {
      const [ours, theirs] = [listed, whole].map((catalog) =>
        visibleUnder(catalog, { configured: new Set(systems.map(({ id }) => id)), ...policy }),
      );
      expect(JSON.stringify(toolList(ours?.entries ?? []))).toBe(JSON.stringify(toolList(theirs?.entries ?? [])));
      expect(ours?.hidden).toEqual(theirs?.hidden);
    }
  });

  it('leads to the operation itself, which is loaded once', async () => {
    const loaded: string[] = [];
    const listed = listedCatalog(readListed(written), async (id) => {
      loaded.push(id);
      return systemOf(id);
    });
    expect(loaded).toEqual([]);
    for (const entry of listed.entries) expect((await entry.load()).operation).toBe(whole.byName.get(entry.operation.name)?.operation);
    expect(loaded).toEqual(systems.map(({ id }) => id));
  });

  it('that is of no operation any more is a fault', async () => {
    const [system] = readListed(written.replaceAll('lightdash_list_groups', 'lightdash_list_grapes')).filter(
      ({ id }) => id === 'lightdash',
    );
    const listed = listedCatalog(system ? [system] : [], systemOf);
    await expect(listed.byName.get('lightdash_list_grapes')?.load()).rejects.toThrow('build again');
  });
});
