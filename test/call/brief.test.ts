import { describe, expect, it } from 'vitest';
import { keepFields, missedFields } from '../../src/call/fields.ts';
import { shape } from '../../src/call/shape.ts';
import { catalogOf, type WholeEntry } from '../../src/catalog/index.ts';
import { member } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';
import { recordedExchanges } from '../vendor/recordings.ts';

const exchanges = recordedExchanges('lightdash');
/** Nothing was recorded in which they would stand: no explore that does not compile. */
const NOT_RECORDED = new Set(['lightdash_list_explores errors']);
const all = catalogOf(systems).entries.filter(({ system, operation }) => system.id === 'lightdash' && operation.brief.length > 0);
// Without Slack and GitHub, neither was recorded with an answer.
const lists = all.filter(({ operation }) => !['getSlackChannels', 'getGithubListRepositories'].includes(operation.id));

/** Every recorded success of an operation, as it is told in full. */
function told(entry: WholeEntry): readonly Readonly<Record<string, unknown>>[] {
  const recorded = exchanges.filter(({ operationId, response }) => operationId === entry.operation.id && response.status === 200);
  return recorded.map(({ response }) => {
    const answer = { data: member(response.body, 'results'), status: 200 };
    return { ...shape(entry, answer, { fields: ['*'], tokens: 1_000_000 }).structured };
  });
}

it('a member called __proto__ is kept as a member, and changes nothing else', () => {
  const value: unknown = JSON.parse('{"__proto__":{"admin":true},"name":"Ada","more":1}');
  const kept = keepFields(value, ['name', '__proto__']);
  expect(JSON.stringify(kept)).toBe('{"__proto__":{"admin":true},"name":"Ada"}');
  expect(kept).not.toHaveProperty('admin');
});

describe('every Lightdash list', () => {
  it.each(lists.map((entry) => [entry.operation.name, entry] as const))(
    '%s is told as a list, wrapped or not, and briefly by members that there are',
    (_, entry) => {
      const answers = told(entry);
      expect(answers.length).toBeGreaterThan(0);
      for (const answer of answers) expect(Array.isArray(answer['items']), JSON.stringify(answer).slice(0, 300)).toBe(true);
      const items = answers.flatMap(({ items: some }): unknown[] => (Array.isArray(some) ? some : []));
      const missed = missedFields(items, entry.operation.brief).map((path) => `${entry.operation.name} ${path}`);
      expect(missed.filter((path) => !NOT_RECORDED.has(path))).toEqual([]);
    },
  );

  it('is among them the history of a chart and the catalogue of metrics', () => {
    expect(lists.map(({ operation }) => operation.id)).toEqual(expect.arrayContaining(['GetChartHistory', 'getMetricsCatalog']));
  });
});
