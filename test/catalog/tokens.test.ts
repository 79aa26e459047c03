import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/index.ts';
import { TOKEN_COSTS } from '../../src/catalog/token-costs.ts';
import { toldText, toolList } from '../../src/mcp/index.ts';
import { toldSchema } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';

const catalog = catalogOf(systems);
const costs = new Map(toolList(catalog.entries).map((tool) => [tool.name, countTokens(toldText(tool))]));
const sum = (names: readonly string[]) => names.reduce((all, name) => all + (costs.get(name) ?? 0), 0);

describe('what the tools cost a model, in o200k tokens', () => {
  it('is at most 1,000 for any one', () => {
    expect([...costs].filter(([, tokens]) => tokens > 1_000)).toEqual([]);
  });

  it('is at most 36,000 for all, 160 on average', () => {
    const all = sum([...costs.keys()]);
    expect(all).toBeLessThanOrEqual(36_000);
    expect(all / costs.size).toBeLessThanOrEqual(160);
  });

  it('is at most 20,000 for Lightdash', () => {
    const own = catalog.entries.filter(({ system }) => system.id === 'lightdash').map(({ operation }) => operation.name);
    expect(own.length).toBeGreaterThan(0);
    expect(sum(own)).toBeLessThanOrEqual(20_000);
  });

  it('is what `steward-mcp check` tells without a tokenizer', () => {
    expect(TOKEN_COSTS).toMatchObject(Object.fromEntries(costs));
  });
});

describe('a nested schema that another tool tells', () => {
  const pointers = catalog.entries.flatMap(({ operation }) =>
    Object.entries(toldSchema(operation).properties).flatMap(([name, { description, type }]) => {
      const tool = /As in (\w+)\.$/.exec(String(description ?? ''))?.[1];
      return tool === undefined ? [] : [[operation.name, name, tool, type] as const];
    }),
  );

  it.each(pointers)('%s %s is told in %s', (from, _name, tool, type) => {
    const target = catalog.byName.get(tool);
    const properties = target ? Object.values(toldSchema(target.operation).properties) : [];
    // One of that kind whose members are told there.
    expect(
      properties.some((property) => property['type'] === 'object' || property['type'] === 'array'),
      `${from} ${type}`,
    ).toBe(true);
    expect(JSON.stringify(properties)).not.toContain('As in ');
  });
});
