import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/index.ts';
import { featuresIn, written } from '../../src/catalog/search/index.ts';
import { LEARNED, LEARNED_FROM } from '../../src/catalog/search/learned-table.ts';
import { likelihoodOf, MOST_STEPS, readWeights, STEP } from '../../src/catalog/search/learned.ts';
import { allExamples, digestOf, learn, learnedModule, lessonsOf, type Example } from '../../src/cli/learn.ts';
import { systems } from '../../tools/index.ts';
import { catalog } from './intents.ts';

const readers = catalogOf(systems.filter(({ id }) => id === 'knowledgeowl'));
const examples: readonly Example[] = [
  { q: 'zorb the reader Pat', accept: ['knowledgeowl:createReader'] },
  { q: 'please zorb Kim', accept: ['knowledgeowl:createReader'] },
  { q: 'quux the reader Pat', accept: ['knowledgeowl:getReader'] },
  { q: 'what a glorious morning', accept: [] },
  { q: 'such a glorious evening', accept: [] },
];
const weights = learn(readers.entries, lessonsOf(readers, examples));

function likely(q: string): { readonly best: string; readonly nothing: number } {
  const { of, nothing } = likelihoodOf(readers.entries, written(weights))(featuresIn(readers, q).features, readers.entries);
  const [best] = [...of].toSorted(([, a], [, b]) => b - a);
  return { best: best?.[0].operation.id ?? '', nothing };
}

describe('what is learned', () => {
  it('knows a word again that only requests have', () => {
    expect(likely('zorb the reader Ann').best).toBe('createReader');
  });

  it('knows what nothing answers', () => {
    expect(likely('what a glorious day').nothing).toBeGreaterThan(likely('zorb the reader Ann').nothing);
  });

  it('is the same every time', () => {
    expect(written(learn(readers.entries, lessonsOf(readers, examples)))).toBe(written(weights));
  });

  it('leaves alone what was seen once', () => {
    expect(weights.of.has('zorb')).toBe(true);
    expect(weights.of.has('quux')).toBe(false);
  });

  it('is refused from a request for an operation that there is not', () => {
    expect(() => lessonsOf(readers, [{ q: 'zorb', accept: ['knowledgeowl:zorbReader'] }])).toThrow(
      'knowledgeowl:zorbReader is no operation',
    );
  });

  it('is read as it was written, in whole steps up to a limit', () => {
    const { classes, of } = readWeights(
      written({
        classes: ['a', 'b'],
        of: new Map([
          [
            '#group',
            [
              [0, 0.52],
              [1, -99],
            ],
          ],
        ]),
      }),
    );
    expect(classes).toEqual(['a', 'b']);
    expect(of('#group').map(([place, weight]) => [place, Math.round(weight / STEP)])).toEqual([
      [0, 5],
      [1, -MOST_STEPS],
    ]);
    expect(of('#never')).toEqual([]);
  });

  it('says nothing of an operation that came later', () => {
    const { of } = likelihoodOf(catalog.entries, written(weights))(featuresIn(catalog, 'zorb the reader').features, catalog.entries);
    expect([...of.values()].every((share) => share > 0)).toBe(true);
  });
});

describe('the table', () => {
  it('was learned from the operations and the requests that there are (if not: npm run learn)', () => {
    expect(LEARNED_FROM).toBe(digestOf(catalog, allExamples('tools')));
  });

  it('fits into a string of code', () => {
    expect(LEARNED).not.toMatch(/['\\\n]/);
    expect(learnedModule(weights, 'x')).toContain(written(weights).slice(0, 100));
  });
});
