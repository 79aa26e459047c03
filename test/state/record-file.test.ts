import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addRecord, finishedOff, recordIn, removedUnlessLiving, replaceRecord } from '../../src/state/record-file.ts';
import { sweeperOf } from '../../src/state/sweep.ts';
import { clockAt, newFolder } from './stores.ts';

const NOW = 1_000_000;
const [OVER, LIVING, OTHER] = [
  { until: NOW, value: { n: 'over' } },
  { until: NOW + 60_000, value: { n: 'living' } },
  { until: NOW + 60_000, value: { n: 'other' } },
];

/** A file of a record that is over, in a folder of its own. */
function fileOver() {
  const folder = newFolder();
  const path = join(folder, 'a.json');
  writeFileSync(path, JSON.stringify(OVER));
  const records = () => readdirSync(folder).filter((name) => !name.endsWith(String(OVER.until)));
  return { folder, path, mark: `${path}.${OVER.until}`, records };
}

describe('a record that is over', () => {
  it('is finished off by one of many, who leaves room', async () => {
    const { path, records } = fileOver();
    const finished = await Promise.all(Array.from({ length: 8 }, () => finishedOff(path, OVER, NOW)));
    expect(finished.filter(Boolean)).toHaveLength(1);
    expect(records()).toEqual([]);
  });

  it('takes no living one with it that came after it was read', async () => {
    const { path, records } = fileOver();
    writeFileSync(path, JSON.stringify(LIVING));
    expect(await finishedOff(path, OVER, NOW)).toBe(false);
    expect(await removedUnlessLiving(path, NOW)).toBe(false);
    expect(await recordIn(path)).toEqual(LIVING);
    expect(records()).toEqual(['a.json']);
  });

  it('is gone for good where somebody dropped it meanwhile', async () => {
    const { path } = fileOver();
    rmSync(path);
    expect(await finishedOff(path, OVER, NOW)).toBe(true);
    expect(await addRecord(path, LIVING, NOW)).toBe(true);
  });

  it.each([
    ['put', replaceRecord],
    ['added', addRecord],
  ] as const)('has one that is %s wait for who finishes it off', async (_, place) => {
    const { path, mark } = fileOver();
    writeFileSync(mark, '');
    const placed = place(path, LIVING, NOW);
    // The other gets as far as it can before this one ends its work.
    while (readdirSync(join(path, '..')).length < 3) await new Promise(setImmediate);
    for (let turns = 0; turns < 300; turns += 1) await new Promise(setImmediate);
    expect(await recordIn(path)).toEqual(OVER);
    rmSync(path);
    await placed;
    expect(await recordIn(path)).toEqual(LIVING);
  });

  it('does not keep another from being put for long where a crash left its mark, but from being added', async () => {
    const { path, mark, records } = fileOver();
    writeFileSync(mark, '');
    expect(await addRecord(path, OTHER, NOW)).toBe(false);
    await replaceRecord(path, LIVING, NOW);
    expect(await recordIn(path)).toEqual(LIVING);
    expect(records()).toEqual(['a.json']);
  });

  it('makes room for what is put while it is swept away', async () => {
    const lost: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const clock = clockAt(NOW - 60_000);
      const { folder, path } = fileOver();
      const sweepers = [sweeperOf([folder], clock.now), sweeperOf([folder], clock.now)];
      clock.pass(60_000);
      for (const sweeper of sweepers) sweeper.begin();
      for (let turns = round % 10; turns > 0; turns -= 1) await new Promise(setImmediate);
      await replaceRecord(path, LIVING, NOW);
      await Promise.all(sweepers.map((sweeper) => sweeper.end()));
      if (!(await recordIn(path))) lost.push(round);
    }
    expect(lost).toEqual([]);
  });
});
