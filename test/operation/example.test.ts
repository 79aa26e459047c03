import { expect, it } from 'vitest';
import { catalogOf } from '../../src/catalog/index.ts';
import { checkInput, exampleOf } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';

it('every operation has an example that it accepts', () => {
  for (const { operation } of catalogOf(systems).entries) {
    const example = exampleOf(operation);
    expect(example, operation.name).toBeDefined();
    expect(checkInput(operation, example), operation.name).toHaveProperty('args');
  }
});
