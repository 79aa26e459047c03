import { describe, expect, it } from 'vitest';
import { resumeAfter } from '../../src/call/pages.ts';
import type { Paging } from '../../src/operation/index.ts';
import { fc } from '../property.ts';
import type { Received } from '../vendor/recordings.ts';
import { answerOf, errorOf, failed, ok, pipeline } from './steward.ts';

const thing = (id: number) => ({ id, name: `Thing ${id}`, owner: { name: 'Ada' } });
const numbers = (items: unknown): number[] => (Array.isArray(items) ? items.map(({ id }) => id) : []);
const upTo = (end: number, start = 0) => Array.from({ length: end - start }, (_, index) => start + index);

/** A list of `total` things, in pages where both numbers are sent, as Lightdash pages. */
function pages(total: number, counts = true) {
  return ({ query }: Received) => {
    const [page, size] = [Number(query.get('page')), Number(query.get('pageSize'))];
    if (!page || !size) return ok(upTo(total).map(thing));
    const data = upTo(Math.min(total, page * size), Math.min(total, (page - 1) * size)).map(thing);
    const pagination = { page, pageSize: size, totalPageCount: Math.ceil(total / size), ...(counts ? { totalResults: total } : {}) };
    return ok({ data, pagination });
  };
}

/** A pipeline over a list of things with room for all of it. */
const over = (total: number, counts = true, answerTokens = 100_000) => pipeline({ 'GET /things': pages(total, counts) }, { answerTokens });

describe('all', () => {
  it('walks every page of the greatest size and answers one list', async () => {
    const { run, replay } = await over(250);
    const answer = answerOf(await run('lightdash_list_things', { all: true }));
    expect(numbers(answer['items'])).toEqual(upTo(250));
    expect(answer).toMatchObject({ total: 250 });
    expect(answer).not.toHaveProperty('next');
    expect(answer).not.toHaveProperty('truncated');
    expect(replay.received.map(({ query }) => query.toString())).toEqual([
      'page=1&pageSize=100',
      'page=2&pageSize=100',
      'page=3&pageSize=100',
    ]);
    expect(replay.received.every(({ query }) => !query.has('all'))).toBe(true);
  });

  it('begins where the call says, with its size and filters', async () => {
    const { run, replay } = await over(50);
    const answer = answerOf(await run('lightdash_list_things', { all: true, page: 2, pageSize: 20, kind: 'old' }));
    expect(numbers(answer['items'])).toEqual(upTo(50, 20));
    expect(replay.received.every(({ query }) => query.get('kind') === 'old')).toBe(true);
  });

  it('stops at the cap and says where to go on', async () => {
    const { run, replay } = await over(2_500);
    const answer = answerOf(await run('lightdash_list_things', { all: true, fields: ['id'] }));
    expect(numbers(answer['items'])).toEqual(upTo(2_000));
    expect(answer).toMatchObject({ next: { page: 21, pageSize: 100 }, truncated: { returned: 2_000, total: 2_500, next: { page: 21 } } });
    expect(replay.received).toHaveLength(20);
  });

  it('stops asking once the answer is full; going on with next gives the rest, each item once', async () => {
    const { run, replay } = await over(450, true, 2_000);
    const seen: number[] = [];
    let args: Record<string, unknown> = {};
    for (let calls = 0; calls < 10; calls += 1) {
      const answer = answerOf(await run('lightdash_list_things', { ...args, all: true }));
      seen.push(...numbers(answer['items']));
      if (!answer['next']) break;
      expect(answer).toMatchObject({ truncated: { total: 450, next: answer['next'] } });
      args = { ...Object(answer['next']) };
    }
    expect(seen).toEqual(upTo(450));
    expect(replay.received.length).toBeLessThan(20);
  });

  it('tells how far it is after each page but the last', async () => {
    const { run } = await over(250);
    const told: unknown[] = [];
    await run('lightdash_list_things', { all: true }, { progress: (...far) => told.push(far) });
    expect(told).toEqual([
      [100, 250],
      [200, 250],
    ]);
  });

  it('fails as a whole when a page fails', async () => {
    const answer = pages(250);
    const { run } = await pipeline({
      'GET /things': (request) => (request.query.get('page') === '2' ? failed(403, 'no more') : answer(request)),
    });
    expect(errorOf(await run('lightdash_list_things', { all: true })).code).toBe('forbidden');
  });

  it('ends with a vendor that leads in a circle, or pages into nothing', async () => {
    const circle = { data: [thing(1)], pagination: { page: 1, pageSize: 1, totalPageCount: 2, totalResults: 2 } };
    const { run, replay } = await pipeline({ 'GET /things': ok(circle) });
    expect(answerOf(await run('lightdash_list_things', { all: true }))).toMatchObject({ truncated: { returned: 20 } });
    expect(replay.received).toHaveLength(20);
    const empty = { data: [], pagination: { page: 1, pageSize: 1, totalPageCount: 9 } };
    const { run: again, replay: other } = await pipeline({ 'GET /things': ok(empty) });
    expect(answerOf(await again('lightdash_list_things', { all: true }))).toMatchObject({ items: [] });
    expect(other.received).toHaveLength(1);
  });

  it('is taken by lists in pages only', async () => {
    const { run } = await over(1);
    expect(errorOf(await run('lightdash_get_thing', { id: 'a', all: true })).code).toBe('invalid_arguments');
  });
});

describe('count', () => {
  it("is the vendor's own total, for one small request", async () => {
    const { run, replay } = await over(1_234);
    expect(answerOf(await run('lightdash_list_things', { count: true, fields: ['name'], page: 3 }))).toEqual({ count: 1_234 });
    expect(replay.received.map(({ query }) => query.toString())).toEqual(['page=1&pageSize=1']);
  });

  it('is counted by walking where the vendor tells no total', async () => {
    const { run } = await over(250, false);
    expect(answerOf(await run('lightdash_list_things', { count: true }))).toEqual({ count: 250 });
  });

  it('says that there may be more when the walk was capped', async () => {
    const { run } = await over(2_500, false);
    expect(answerOf(await run('lightdash_list_things', { count: true }))).toEqual({ count: 2_000, atLeast: true });
  });

  it('is not the one item that was asked for where the vendor cuts without a word; it may have cut again', async () => {
    const silent = (total: number) =>
      pipeline({ 'GET /things': ({ query }) => ok(upTo(Math.min(total, Number(query.get('pageSize') ?? 30))).map(thing)) });
    const { run, replay } = await silent(40);
    expect(answerOf(await run('lightdash_list_things', { count: true, kind: 'old', pageSize: 5 }))).toEqual({ count: 30, atLeast: true });
    expect(replay.received.map(({ query }) => query.toString())).toEqual(['page=1&pageSize=1&kind=old', 'kind=old']);
    for (const total of [0, 1]) {
      const { run: few } = await silent(total);
      expect(answerOf(await few('lightdash_list_things', { count: true }))).toEqual({ count: total });
    }
  });

  it('is of all items where the vendor does not page', async () => {
    const { run } = await pipeline({ 'GET /things': ok(upTo(3).map(thing)) });
    expect(answerOf(await run('lightdash_list_things', { count: true }))).toEqual({ count: 3 });
    const { run: none } = await pipeline({ 'GET /things': ok({ nothing: 'like a list' }) });
    expect(errorOf(await none('lightdash_list_things', { count: true })).code).toBe('unexpected_answer');
  });
});

describe('a page that is cut', () => {
  it('leads to the first item that was not told, not to the next page', async () => {
    const { run } = await over(300, true, 500);
    const first = answerOf(await run('lightdash_list_things', { page: 1, pageSize: 100 }));
    const told = numbers(first['items']);
    expect(told.length).toBeLessThan(100);
    const second = answerOf(await run('lightdash_list_things', { ...Object(first['next']) }));
    expect(numbers(second['items'])[0]).toBe(told.length);
  });

  const byPage: Paging = { style: 'page', page: 'page', size: 'size', first: 1, max: 100 };
  const byOffset: Paging = { style: 'offset', offset: 'offset', size: 'limit', max: 100 };

  it('can always be continued without a gap, a repetition or too large a page', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 2_000 }),
        (page, size, told) => {
          const at = (page - 1) * size;
          const { keep, next } = resumeAfter(byPage, at, told);
          expect(keep).toBeGreaterThan(0);
          expect(keep).toBeLessThanOrEqual(told);
          expect(next['size']).toBeLessThanOrEqual(100);
          expect((Number(next['page']) - 1) * Number(next['size'])).toBe(at + keep);
          expect(resumeAfter(byOffset, at, told)).toMatchObject({ keep: told, next: { offset: at + told } });
        },
      ),
    );
  });

  it('finds where to go on at once, however far away a caller says that a page is', () => {
    for (const at of [1e9, 1e12, Number.MAX_SAFE_INTEGER - 7]) {
      const { keep, next } = resumeAfter(byPage, at, 7);
      expect([keep >= 1 && keep <= 7, Number(next['page']) > 0]).toEqual([true, true]);
    }
  });
});
