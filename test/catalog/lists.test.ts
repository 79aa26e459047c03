import { describe, expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/index.ts';
import { inputSchema, vendorShape } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';

const operations = catalogOf(systems).entries.map(({ operation }) => operation);

describe('our own arguments', () => {
  it('share no name with one of a vendor', () => {
    const taken = operations.flatMap((operation) =>
      Object.keys(vendorShape(operation)).filter((name) => ['fields', 'all', 'count', 'confirm'].includes(name)),
    );
    expect(taken).toEqual([]);
  });

  it('are taken where they mean something', () => {
    for (const operation of operations) {
      const { shape } = inputSchema(operation);
      expect('all' in shape, operation.name).toBe(operation.paging !== undefined);
      expect('count' in shape, operation.name).toBe(operation.brief.length > 0 && !operation.single);
    }
  });
});

describe('paging', () => {
  const paged = operations.filter(({ paging }) => paging !== undefined);

  it.each(paged.map((operation) => [operation.name, operation] as const))(
    'of %s names its own parameters and their limit',
    (_name, operation) => {
      const { paging } = operation;
      if (!paging) throw new Error('no paging');
      const shape = vendorShape(operation);
      const place = paging.style === 'page' ? paging.page : paging.offset;
      expect(Object.keys(shape)).toEqual(expect.arrayContaining([place, paging.size]));
      const size = shape[paging.size];
      expect(size?.safeParse(Math.min(500, paging.max)).success).toBe(true);
      expect(size?.safeParse(1).success).toBe(true);
    },
  );
});
