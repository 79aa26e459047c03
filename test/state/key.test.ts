import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keyIn } from '../../src/state/key.ts';
import { temporary } from '../temporary.ts';
import { printedUnder } from './limited.ts';

const newFolder = () => mkdtempSync(join(temporary, 'key-'));

describe('the key in a folder', () => {
  it('is made once, for this account alone, and is the same for all who read it', () => {
    const folder = join(newFolder(), 'state');
    const key = keyIn(folder)();
    expect(key).toHaveLength(32);
    expect(keyIn(folder)()).toEqual(key);
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
  });

  it('says which folder is at fault where there is none', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(keyIn(join(file, 'state'))).toThrow(
      expect.objectContaining({ code: 'state_unavailable', message: 'The state folder of this server cannot be used (ENOTDIR).' }),
    );
  });

  it('is not replaced where it is spoilt: handles and confirmations hang on it', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'key'), 'short');
    expect(keyIn(folder)).toThrow(
      expect.objectContaining({
        code: 'state_unavailable',
        message: expect.not.stringContaining(folder),
        details: { cause: expect.objectContaining({ message: expect.stringContaining('delete it') }) },
      }),
    );
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('short');
  });

  it('is left behind whole or not at all where there is no room for it', async () => {
    const folder = newFolder();
    const code = `try { ours.keyIn(process.argv[1])(); } catch ({ message }) { process.stdout.write(message); }`;
    const told = await printedUnder('-f 0', 'state/key.js', code, folder);
    expect(told).toBe('The state folder of this server cannot be used (EFBIG).');
    expect(readdirSync(folder)).toEqual([]);
    expect(keyIn(folder)()).toHaveLength(32);
    expect(readdirSync(folder)).toEqual(['key']);
  });

  it('is the same for two that start at once', async () => {
    const [folder, rounds] = [newFolder(), 300];
    const turns = new Int32Array(new SharedArrayBuffer(4));
    const module = new URL('../../dist/src/state/key.js', import.meta.url).href;
    // Each waits for the other before every folder, so that both ask for its key in one moment.
    const code = `
      const { parentPort, workerData: { module, folder, rounds, turns } } = require('node:worker_threads');
      import(module).then(({ keyIn }) => {
        const keyOf = (n) => { try { return keyIn(folder + '/' + n)().toString('hex'); } catch ({ message }) { return message; } };
        const meet = (n) => { for (Atomics.add(turns, 0, 1); Atomics.load(turns, 0) < 2 * n + 2; ); };
        parentPort.postMessage(Array.from({ length: rounds }, (_, n) => (meet(n), keyOf(n))));
      });`;
    const both = [1, 2].map(() => new Worker(code, { eval: true, workerData: { module, folder, rounds, turns } }));
    // One alone would wait for ever.
    onTestFinished(async () => void (await Promise.all(both.map((worker) => worker.terminate()))));
    const [one, two] = await Promise.all(both.map((worker) => once(worker, 'message')));
    expect(one).toEqual(two);
    expect(one).toEqual([Array.from({ length: rounds }, () => expect.stringMatching(/^[0-9a-f]{64}$/))]);
  });
});
