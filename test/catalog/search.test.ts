import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/index.ts';
import { findIn } from '../../src/catalog/search/index.ts';
import { systems } from '../../tools/index.ts';
import { catalog, found, intentsOf, learned, recall } from './intents.ts';

const all = intentsOf('intents.json');
const single = all.filter(({ accept, each }) => accept.length > 0 && each === undefined);
const several = all.filter(({ each }) => each !== undefined);
const nothing = all.filter(({ accept }) => accept.length === 0);

describe('a request in plain words', () => {
  it.each([
    ['of the examples', intentsOf('intents-dev.json'), 0.96, 1],
    ['that the search learned from', learned.filter((_, at) => at % 4 === 0), 0.97, 0.99],
    ['of the last blind round, which it did not learn from', intentsOf('intents-blind.json'), 0.87, 0.97],
    ['that nobody looked at when the search was made', intentsOf('intents-untouched.json'), 0.87, 0.96],
    ['of earlier rounds, which it did not learn from', single, 0.95, 0.99],
  ])('%s finds its operation', (_, intents, first, five) => {
    const { first: ones, five: fives } = recall(intents);
    expect(ones).toBeGreaterThanOrEqual(first);
    expect(fives).toBeGreaterThanOrEqual(five);
  });

  it('has a request for every operation', () => {
    const asked = new Set(learned.flatMap(({ accept }) => accept));
    expect(catalog.entries.map(({ system, operation }) => `${system.id}:${operation.id}`).filter((id) => !asked.has(id))).toEqual([]);
  });

  it.each([
    'kick Bob out of the Lightdash group Analysts',
    'Kick BOB out of the lightdash group analysts!',
    'kick Bob out of the Lihgtdash gruop Analysts',
    'kick Bob out of the Light Dash group “Analysts”',
  ])('%s: case, spelling and quotes do not matter', (q) => {
    expect(found(q, 1)).toEqual(['lightdash:removeUserFromGroup']);
  });

  it.each([
    ['delete the tag "finance"', 'lightdash:deleteTag'],
    ['create the tag "finance"', 'lightdash:createTag'],
    ['rename the tag "finance"', 'lightdash:updateTag'],
    ['list the tags', 'lightdash:getTags'],
  ])('%s: the verb decides', (q, id) => {
    expect(found(q, 1)).toEqual([id]);
  });
});

describe('results', () => {
  it('are the same every time, also from an index built anew', () => {
    const again = catalogOf(systems);
    for (const { q } of single.slice(0, 60)) {
      const hits = findIn(catalog, q, 10).map(({ entry, score }) => [entry.operation.name, score]);
      expect(findIn(again, q, 10).map(({ entry, score }) => [entry.operation.name, score])).toEqual(hits);
    }
  });

  it('are at most as many as wanted, by falling score', () => {
    for (const { q } of [...single, ...several]) {
      const scores = findIn(catalog, q, 7).map(({ score }) => score);
      expect(scores.length).toBeLessThanOrEqual(7);
      expect(scores.toSorted((a, b) => b - a)).toEqual(scores);
    }
  });

  it('come from the named system only', () => {
    for (const { q, system } of single.filter(({ q: text }) => /lightdash/i.test(text))) {
      expect(system).toBe('lightdash');
      expect(found(q, 20).filter((id) => !id.startsWith('lightdash:'))).toEqual([]);
    }
  });

  it('hold one of each system named, first', () => {
    const right = several.filter(({ q, each = [] }) => {
      const first = found(q, each.length);
      return each.every((accepted) => accepted.some((id) => first.includes(id)));
    });
    expect(right.length / several.length).toBeGreaterThanOrEqual(0.8);
    for (const { q, each = [] } of several) {
      const first = new Set(found(q, each.length).map((id) => id.split(':')[0]));
      expect(first.size).toBe(each.length);
    }
  });

  it('are none where nothing fits', () => {
    const answered = nothing.filter(({ q }) => found(q, 1).length > 0);
    expect(1 - answered.length / nothing.length).toBeGreaterThanOrEqual(0.85);
  });

  it.each([
    'delete the chart Net sales in Lightdash',
    'lösche das Projekt Falcon in Lightdash',
    'supprimer un projet Lightdash',
    'elimina el panel 31 de Knowi',
    'the domain EMEA in CISO Assistant can go, delete it',
    'remove the article Getting started from KnowledgeOwl',
  ])('%s: no deletion of something else comes first', (q) => {
    expect(
      catalog.entries.filter(
        ({ operation, system }) => operation.effect === 'delete' && found(q, 1).includes(`${system.id}:${operation.id}`),
      ),
    ).toEqual([]);
  });

  it.each(['', '   ', '?!', '"Analysts"', '\u0000', '日本語のリクエスト', 'x'.repeat(100_000)])(
    'are none for a text that says nothing (%#)',
    (q) => expect(found(q, 5)).toEqual([]),
  );

  it('are none from an empty catalogue', () => {
    expect(findIn(catalogOf([]), 'delete the group', 5)).toEqual([]);
  });

  it('come fast (printed, not asserted: machines differ)', () => {
    const fresh = catalogOf(systems);
    const start = performance.now();
    findIn(fresh, 'delete the group', 5);
    const built = performance.now();
    for (const { q } of single) findIn(fresh, q, 5);
    const each = (performance.now() - built) / single.length;
    process.stdout.write(`search: index in ${Math.round(built - start)} ms, ${each.toFixed(2)} ms for a request\n`);
    expect(each).toBeGreaterThan(0);
  });
});
