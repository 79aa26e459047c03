import { describe, expect, test } from 'vitest';
import { differences, neutral, shapeDifferences, shapeOf, type Answer } from './shape.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const answer = (body: unknown, status = 200, headers: Answer['headers'] = JSON_TYPE): Answer => ({ status, headers, body });
const compare = (recorded: unknown, actual: unknown) => shapeDifferences(shapeOf(recorded), shapeOf(actual));

describe('shapes', () => {
  test('are alike whatever the values', () => {
    expect(compare({ a: 1, b: [{ c: 'x' }] }, { a: 2, b: [{ c: 'y' }, { c: 'z' }] })).toEqual([]);
  });

  test('tell what is missing, new or of another type', () => {
    expect(compare({ a: { b: 1 } }, { a: {} })).toEqual(['a.b is missing']);
    expect(compare({ a: {} }, { a: { b: 1 } })).toEqual(['a.b was not recorded']);
    expect(compare({ a: '1' }, { a: 1 })).toEqual(['a is number, recorded was string']);
    expect(compare({ a: [{ b: 1 }] }, { a: [{ b: '1' }] })).toEqual(['a[].b is string, recorded was number']);
    expect(compare({ a: [] }, { a: {} })).toEqual(['a is object, recorded was list']);
  });

  test('know nothing below an empty list or a null', () => {
    expect(compare({ a: [] }, { a: [{ b: 1 }] })).toEqual([]);
    expect(compare({ a: null }, { a: { b: 1 } })).toEqual([]);
    expect(compare({ a: { b: 1 } }, { a: null })).toEqual([]);
  });

  test('let items of a list lack what some recorded items lack', () => {
    expect(compare({ a: [{ b: 1 }, {}] }, { a: [{}] })).toEqual([]);
    expect(compare({ a: [{ b: 1 }, { b: 2 }] }, { a: [{}] })).toEqual(['a[].b is missing']);
  });

  test('take objects that are keyed by ids as one', () => {
    const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    expect(compare({ [one]: { a: 1 } }, { [other]: { a: 2 } })).toEqual([]);
    expect(compare({ [one]: { a: 1 } }, { [other]: { b: 2 } })).toEqual(['<uuid>.a is missing', '<uuid>.b was not recorded']);
  });
});

describe('answers', () => {
  test('differ by status and content type', () => {
    expect(differences(answer({}), answer({}, 201))[0]).toBe('status is 201, recorded was 200');
    expect(differences(answer({}), answer('', 200, { 'content-type': 'text/html' }))[0]).toBe(
      'content type is text/html, recorded was application/json',
    );
  });

  test("differ by the error's name, message and complaints, not by the ids in them", () => {
    const error = (message: string, data: object = {}) => answer({ status: 'error', error: { name: 'NotFoundError', message, data } }, 404);
    const id = '11111111-1111-4111-8111-111111111111';
    expect(differences(error(`No ${id}`), error('No 22222222-2222-4222-8222-222222222222'))).toEqual([]);
    expect(differences(error('No group'), error('No user'))).toHaveLength(1);
    expect(differences(error('', { 'body.name': {} }), error('', { 'body.role': {} })).length).toBeGreaterThan(0);
  });

  test('differ by plain text', () => {
    expect(differences(answer('Unauthorized', 401, {}), answer('Forbidden', 401, {}))).toHaveLength(1);
  });
});

test('ids, addresses and dates are neutral', () => {
  expect(neutral('a@example.com 11111111-1111-4111-8111-111111111111 2026-01-02T03:04:05.678Z')).toBe('<address> <uuid> <date>');
});
