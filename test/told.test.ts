import { describe, expect, it } from 'vitest';
import { catalogOf, visibleUnder } from '../src/catalog/index.ts';
import { instructions, surfaceTools, toolList } from '../src/mcp/index.ts';
import { systems } from '../tools/index.ts';

// What clients are told is the product: every change of it shall be seen. `vitest run test/told.test.ts -u` accepts one.
const configured = new Set(systems.map(({ id }) => id));
const { entries } = visibleUnder(catalogOf(systems), { configured, readOnly: false });
const tools = toolList(entries);

describe('what clients are told', () => {
  it.each(systems.map(({ id, prefix }) => [id, prefix]))('of %s is as agreed', async (id, prefix) => {
    const names = new Set(entries.filter(({ system }) => system.id === id).map(({ operation }) => operation.name));
    const own = tools.filter(({ name }) => names.has(name));
    expect(own.length).toBe(names.size);
    expect(own.every(({ name }) => name.startsWith(prefix))).toBe(true);
    await expect(`${JSON.stringify(own, null, 2)}\n`).toMatchFileSnapshot(`told/${id}.json`);
  });

  it('of the compact surface is as agreed', async () => {
    await expect(`${JSON.stringify(surfaceTools(entries), null, 2)}\n`).toMatchFileSnapshot('told/compact.json');
  });

  it('at the start is as agreed', async () => {
    await expect(`${instructions(entries, false)}\n`).toMatchFileSnapshot('told/instructions.txt');
    await expect(`${instructions(entries, true)}\n`).toMatchFileSnapshot('told/instructions-sandbox.txt');
    await expect(`${instructions(entries, false, 'compact')}\n`).toMatchFileSnapshot('told/instructions-compact.txt');
    await expect(`${instructions([], false)}\n`).toMatchFileSnapshot('told/instructions-nothing-configured.txt');
  });
});
