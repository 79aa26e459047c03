import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileStore } from '../../src/state/files.ts';
import { printedUnder } from './limited.ts';
import { clockAt, CLOCKED_STORES, newFolder, STORES } from './stores.ts';

describe.each(STORES)('a store %s', (_, open) => {
  it('gives back what was put, the newest of an id', async () => {
    const store = open(clockAt());
    await store.put('confirmation', 'a', { n: 1 }, 60);
    await store.put('confirmation', 'a', { n: 2, text: 'ü\n' }, 60);
    expect(await store.get('confirmation', 'a')).toEqual({ n: 2, text: 'ü\n' });
    expect(await store.get('confirmation', 'b')).toBeUndefined();
    expect(await store.list('confirmation')).toEqual([{ n: 2, text: 'ü\n' }]);
    await store.close();
  });

  it('is empty at first', async () => {
    const store = open(clockAt());
    expect(await store.list('confirmation')).toEqual([]);
    expect(await store.get('confirmation', 'a')).toBeUndefined();
  });

  it('forgets a record when its time is over', async () => {
    const clock = clockAt();
    const store = open(clock);
    await store.put('confirmation', 'a', { n: 1 }, 60);
    clock.pass(30_000);
    await store.put('confirmation', 'b', { n: 2 }, 60);
    expect(await store.list('confirmation')).toEqual([{ n: 1 }, { n: 2 }]);
    clock.pass(30_000);
    expect(await store.get('confirmation', 'a')).toBeUndefined();
    expect(await store.list('confirmation')).toEqual([{ n: 2 }]);
  });

  it('lets exactly one of many spend an id', async () => {
    const store = open(clockAt());
    const spent = await Promise.all(Array.from({ length: 20 }, () => store.spend('once', 60)));
    expect(spent.filter(Boolean)).toHaveLength(1);
    expect(await store.spend('once', 60)).toBe(false);
    expect(await store.spend('another', 60)).toBe(true);
  });

  it('forgets what was spent when its time is over, not before', async () => {
    const clock = clockAt();
    const store = open(clock);
    await store.spend('a', 60);
    clock.pass(30_000);
    await store.spend('b', 60);
    expect(await store.spend('a', 60)).toBe(false);
    clock.pass(30_001);
    await store.spend('c', 60);
    expect(await store.spend('a', 60)).toBe(true);
    expect(await store.spend('b', 60)).toBe(false);
  });

  it('adds a record only where none lives, for exactly one of many, and again when it was dropped', async () => {
    const store = open(clockAt());
    const added = await Promise.all(Array.from({ length: 20 }, (_unused, n) => store.add('outcome', 'a', { n }, 60)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await store.get('outcome', 'a')).toEqual({ n: added.indexOf(true) });
    expect(await store.get('underway', 'a')).toBeUndefined();
    await store.put('outcome', 'a', { n: 'put' }, 60);
    expect(await store.add('outcome', 'a', { n: 'added' }, 60)).toBe(false);
    expect(await store.get('outcome', 'a')).toEqual({ n: 'put' });
    await store.drop('outcome', 'a');
    await store.drop('outcome', 'never-there');
    expect(await store.get('outcome', 'a')).toBeUndefined();
    expect(await store.add('outcome', 'a', { n: 'again' }, 60)).toBe(true);
  });

  it('adds a record in the place of one that is over, for exactly one of many', async () => {
    const clock = clockAt();
    const store = open(clock);
    await store.add('outcome', 'a', { n: 'old' }, 60);
    clock.pass(59_000);
    expect(await store.add('outcome', 'a', { n: 'early' }, 60)).toBe(false);
    for (let round = 0; round < 3; round += 1) {
      clock.pass(60_001);
      const added = await Promise.all(Array.from({ length: 8 }, (_unused, n) => store.add('outcome', 'a', { round, n }, 60)));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await store.get('outcome', 'a')).toEqual({ round, n: added.indexOf(true) });
    }
  });
});

describe.each(CLOCKED_STORES)('a store %s', (_, open) => {
  it('forgets a record to the millisecond', async () => {
    const clock = clockAt();
    const store = open(clock);
    await store.put('confirmation', 'a', { n: 1 }, 60);
    clock.pass(59_999);
    expect(await store.list('confirmation')).toHaveLength(1);
    clock.pass(1);
    expect(await store.get('confirmation', 'a')).toBeUndefined();
    expect(await store.list('confirmation')).toEqual([]);
  });
});

describe('a store in files', () => {
  it('is seen by another one on the same folder', async () => {
    const folder = newFolder();
    const [one, two] = [fileStore(folder), fileStore(folder)];
    await one.put('confirmation', 'a', { n: 1 }, 60);
    expect(await two.get('confirmation', 'a')).toEqual({ n: 1 });
    const spent = await Promise.all([one, two, one, two].map((store) => store.spend('once', 60)));
    expect(spent.filter(Boolean)).toHaveLength(1);
  });

  it('can be read by its owner only', async () => {
    const folder = newFolder();
    const store = fileStore(folder);
    await store.put('confirmation', 'a', { n: 1 }, 60);
    await store.spend('b', 60);
    const modes = [folder, join(folder, 'confirmation'), join(folder, 'confirmation', 'a.json'), join(folder, 'spent', 'b.json')];
    expect(modes.map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o600, 0o600]);
  });

  it.each(['', '..', '../key', 'a/b', 'a.b', 'a\0', 'x'.repeat(81)])('takes no id %j, which could name another file', async (id) => {
    const store = fileStore(newFolder());
    await expect(store.put('confirmation', id, {}, 60)).rejects.toThrow('id');
    await expect(store.spend(id, 60)).rejects.toThrow('id');
    await expect((async () => store.get('confirmation', id))()).rejects.toThrow('id');
  });

  it('passes over what is no record', async () => {
    const folder = newFolder();
    const store = fileStore(folder);
    await store.put('confirmation', 'a', { n: 1 }, 60);
    for (const [name, text] of [
      ['half.json', '{"until":9'],
      ['other.json', '[]'],
      ['b.json.draft', '{}'],
    ] as const)
      writeFileSync(join(folder, 'confirmation', name), text);
    expect(await store.list('confirmation')).toEqual([{ n: 1 }]);
    expect(await store.get('confirmation', 'half')).toBeUndefined();
  });

  it('lists more records than a process may have files open', async () => {
    const folder = newFolder();
    const store = fileStore(folder);
    for (let n = 0; n < 300; n += 1) await store.put('confirmation', `r${n}`, { n }, 60);
    const code = `console.log((await ours.fileStore(process.argv[1]).list('confirmation')).length);`;
    expect(await printedUnder('-n 100', 'state/files.js', code, folder)).toBe('300\n');
  });

  it('leaves no drafts behind', async () => {
    const folder = newFolder();
    const store = fileStore(folder);
    await Promise.all(Array.from({ length: 10 }, (_, n) => store.put('confirmation', 'a', { n }, 60)));
    expect(readdirSync(join(folder, 'confirmation'))).toEqual(['a.json']);
    expect(JSON.parse(readFileSync(join(folder, 'confirmation', 'a.json'), 'utf8'))).toHaveProperty('value.n');
  });

  it('keeps nothing of a record for which there is no room, neither its place nor a draft nor an open file', async () => {
    const folder = newFolder();
    const code = `
      import { readdirSync } from 'node:fs';
      const store = ours.fileStore(process.argv[1]);
      await store.spend('a', 60);
      const open = () => readdirSync('/dev/fd').length;
      const before = open();
      const tries = [store.add('outcome', 'b', { text: 'x'.repeat(100_000) }, 60), store.put('outcome', 'c', { text: 'x'.repeat(100_000) }, 60)];
      const faults = (await Promise.allSettled(tries)).map(({ reason }) => reason?.code);
      console.log(JSON.stringify([faults, open() - before, readdirSync(process.argv[1] + '/outcome'), await store.add('outcome', 'b', {}, 60)]));`;
    // A file may not grow longer than a few blocks, which is to whoever writes it like a full disk.
    expect(JSON.parse(await printedUnder('-f 4', 'state/files.js', code, folder))).toEqual([['EFBIG', 'EFBIG'], 0, [], true]);
  });

  it('removes what is over when it is written to, at most once a minute', async () => {
    const [folder, clock] = [newFolder(), clockAt()];
    const store = fileStore(folder, clock.now);
    const files = () =>
      ['confirmation', 'outcome', 'spent'].flatMap((kind) => readdirSync(join(folder, kind)).filter((name) => name.endsWith('.json')));
    await store.put('confirmation', 'a', {}, 30);
    await store.add('outcome', 'b', {}, 30);
    await store.spend('c', 30);
    await store.spend('d', 600);
    clock.pass(59_000);
    await store.spend('e', 600);
    expect(files()).toEqual(['a.json', 'b.json', 'c.json', 'd.json', 'e.json']);
    clock.pass(1_000);
    await store.spend('f', 600);
    await store.close();
    expect(files()).toEqual(['d.json', 'e.json', 'f.json']);
  });

  it('adds a record in the place of one that is being swept away, for exactly one of many', async () => {
    const firsts: number[] = [];
    for (let times = 0; times < 60; times += 1) {
      const [folder, clock] = [newFolder(), clockAt()];
      const store = fileStore(folder, clock.now);
      await store.add('outcome', 'a', {}, 60);
      for (let round = 0; round < 3; round += 1) {
        // A minute passes, so that the first of them begins to sweep.
        clock.pass(60_001);
        const added = Array.from({ length: 8 }, (_, n) => store.add('outcome', 'a', { round, n }, 60));
        firsts.push((await Promise.all(added)).filter(Boolean).length);
      }
      await store.close();
    }
    expect(firsts).toEqual(firsts.map(() => 1));
  });

  it('removes what a process left half done, when nobody can be at it any more', async () => {
    const [folder, clock] = [newFolder(), clockAt()];
    const store = fileStore(folder, clock.now);
    await store.spend('a', 60);
    for (const name of ['b.json', 'c.json.draft', 'd.json']) writeFileSync(join(folder, 'spent', name), '');
    for (const name of ['b.json', 'c.json.draft']) utimesSync(join(folder, 'spent', name), hoursAgo(), hoursAgo());
    // Cut short: it may be being written at this moment.
    expect(await store.spend('d', 60)).toBe(false);
    clock.pass(60_000);
    await store.spend('e', 60);
    await store.close();
    expect(readdirSync(join(folder, 'spent')).filter((name) => /^[bcd]/.test(name))).toEqual(['d.json']);
  });

  it('never takes what it cannot read for nothing: it rejects, and sweeps all but that', async () => {
    const [folder, clock] = [newFolder(), clockAt()];
    const store = fileStore(folder, clock.now);
    await store.put('confirmation', 'a', {}, 600);
    await store.spend('b', 30);
    const path = join(folder, 'confirmation', 'a.json');
    // Longer than Node reads at once, without taking room on the disk. No rights would not keep root from reading.
    truncateSync(path, 2 ** 31);
    utimesSync(path, hoursAgo(), hoursAgo());
    await expect(store.get('confirmation', 'a')).rejects.toThrow('2147483648');
    await expect(store.list('confirmation')).rejects.toThrow('2147483648');
    mkdirSync(join(folder, 'spent', 'c.json'));
    utimesSync(join(folder, 'spent', 'c.json'), hoursAgo(), hoursAgo());
    await expect(store.spend('c', 60)).rejects.toThrow('EISDIR');
    clock.pass(60_000);
    await store.spend('d', 60);
    await store.close();
    expect(readdirSync(join(folder, 'confirmation'))).toEqual(['a.json']);
    expect(readdirSync(join(folder, 'spent')).filter((name) => name.endsWith('.json'))).toEqual(['c.json', 'd.json']);
  });
});

function hoursAgo(): Date {
  return new Date(Date.now() - 2 * 60 * 60 * 1000);
}
