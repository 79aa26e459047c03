import { describe, expect, it } from 'vitest';
import { checkInput, exampleOf } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';

const UUID = '3f6c1b1e-0f5e-4b7a-9c1d-2a4e6f8b0c1d';
const operations = systems.flatMap(({ groups }) => groups.flatMap((group) => group.operations));
const withId = operations.flatMap((operation) => {
  const example = JSON.stringify(exampleOf(operation) ?? {});
  return example.includes(UUID) ? [{ operation, example }] : [];
});

describe('an id', () => {
  it('that is a UUID goes out in lower case: systems know it in any, and previews look for it as systems answer it', () => {
    expect(withId.length).toBeGreaterThan(100);
    for (const { operation, example } of withId) {
      const checked = checkInput(operation, JSON.parse(example.replaceAll(UUID, UUID.toUpperCase())));
      expect('args' in checked, operation.name).toBe(true);
      expect(JSON.stringify(checked), operation.name).not.toContain(UUID.toUpperCase());
    }
  });

  it.each(['010093', ' 10093', '10093.0', 'search', '1e4', '-1', '0', '', '１０'])(
    'of Knowi is a number as Knowi answers it, which %j is not',
    (userId) => {
      const operation = operations.find(({ name }) => name === 'knowi_delete_user');
      const checked = operation && checkInput(operation, { userId });
      expect(checked).toMatchObject({ problems: [{ path: 'userId' }] });
    },
  );
});
