import { describe, expect, it } from 'vitest';
import { catalogOf, unknownTool, visibleUnder } from '../../src/catalog/index.ts';
import { fc } from '../property.ts';
import { systems } from '../../tools/index.ts';

const catalog = catalogOf(systems);

describe('a name that no tool has', () => {
  it.each([
    ['knowi_find_user', 'knowi_search_user'],
    ['lightdash_list_users', 'lightdash_list_members'],
    ['lightdash_remove_member', 'lightdash_delete_member'],
    ['lightdash_deleteGroup', 'lightdash_delete_group'],
    ['KnowledgeOwl-list-readers', 'knowledgeowl_list_readers'],
  ])('%s is answered with the nearest, first %s', async (name, nearest) => {
    const { code, message } = await unknownTool(name, catalog);
    expect(code).toBe('unknown_tool');
    expect(message).toMatch(new RegExp(`^There is no tool "${name}"\\. Nearest: ${nearest}(, \\w+){0,2}\\.$`));
  });

  it.each(['', '_', 'xyzzy_plugh', '\u0000'.repeat(70)])('%j is near to nothing', async (name) => {
    expect((await unknownTool(name, catalog)).message).toBe(`There is no tool ${JSON.stringify(name.slice(0, 64))}.`);
  });

  it('may be any text: the answer is an error of its own, and short', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.stringMatching(/^[a-z_]{0,80}$/));
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const { code, message } = await unknownTool(name, catalog);
        expect(code).toBe('unknown_tool');
        expect(message.length).toBeLessThan(650);
      }),
    );
  });

  it('is told what is offered and allowed, and nothing else', async () => {
    const visible = visibleUnder(catalog, {
      configured: new Set(['knowi-management', 'lightdash']),
      readOnly: false,
      deny: ['knowi_search_*'],
    });
    const told = async (name: string, ...more: [Parameters<typeof unknownTool>[2]?]) => (await unknownTool(name, visible, ...more)).message;
    expect(await told('knowi_find_user')).toMatch(/Nearest: (?!.*knowi_search_user)knowi_/);
    expect(await told('ciso_find_user')).not.toContain('ciso_list');
    const reads = await told('lightdash_remove_group', ({ operation }) => operation.effect === 'read');
    expect(reads).toContain('Nearest: ');
    expect(reads).not.toContain('lightdash_delete_group');
  });
});
