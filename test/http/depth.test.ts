import { expect, it } from 'vitest';
import { depthOf } from '../../src/http/depth.ts';

it.each([
  ['a text', 'x', 0],
  ['null', null, 0],
  ['an empty object', {}, 0],
  ['an object of scalars', { a: 1, b: null }, 1],
  ['the deepest of several branches', { a: 1, b: [[{ c: 1 }]], d: {} }, 4],
])('the depth of %s', (_, value, depth) => {
  expect(depthOf(value, 64)).toBe(depth);
});

it('is counted one level past the limit at most', () => {
  const deep = JSON.parse(`${'['.repeat(5_000)}1${']'.repeat(5_000)}`);
  expect(depthOf(deep, 64)).toBe(65);
  expect(depthOf(deep, 1_000)).toBe(1_001);
});
