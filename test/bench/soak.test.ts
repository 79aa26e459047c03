import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HTTP_ACTS } from '../../bench/soak/acts.ts';
import { auditedIn } from '../../bench/soak/audit.ts';
import { checksOf } from '../../bench/soak/checks.ts';
import { openLedger, type Fate } from '../../bench/soak/ledger.ts';
import { soakPage } from '../../bench/soak/page.ts';
import { soak, type Found, type Sample, type ServerFound } from '../../bench/soak/run.ts';
import type { Kind } from '../../bench/soak/vendor.ts';
import { openAudit } from '../../src/audit/index.ts';
import { temporary } from '../temporary.ts';

const found = await soak({ seed: 5, acts: 150, time: Infinity, think: 0, every: 3_000, settle: 0 });
const broken = (of: Found, settled = false) => checksOf(of, settled).flatMap(({ what, good }) => (good ? [] : [what]));
/** What was found, with something else about a server. */
const but = (name: 'http' | 'stdio', change: (server: ServerFound) => Partial<ServerFound>): Found => ({
  ...found,
  servers: found.servers.map((server) => (server.name === name ? { ...server, ...change(server) } : server)),
});

const twice = (counts: ReadonlyMap<string, number>) => new Map([...counts].map(([kind, times]) => [kind, times * 2]));

describe('a short soak with faults', () => {
  it('finds nothing wrong', () => {
    expect(checksOf(found, false).filter(({ good }) => !good)).toEqual([]);
    expect(found.compared).toBeGreaterThan(20);
  });

  it('does everything that a long one does', () => {
    const [http] = found.servers;
    expect([...(http?.tally.acts.keys() ?? [])].toSorted()).toEqual(HTTP_ACTS.map(({ name }) => name).toSorted());
    expect([...(http?.tally.calls.keys() ?? [])]).toEqual(expect.arrayContaining(['done', 'preview', 'ask']));
  });

  it('is told on a page', () => {
    const machine = { date: '2026-01-01', cpu: 'a CPU', cores: 2, memory: 8, node: 'v20.0.0', load: 1 };
    const page = soakPage({ machine, seed: 5, found, checks: checksOf(found, false) });
    expect(page).toContain('| every write is in the system as often as its client was told |');
    expect(page).not.toContain('does not hold');
  });
});

describe('a soak says so when', () => {
  const sample = found.servers[0]?.samples[0];
  const rising = (bytes: number): Sample[] =>
    sample ? Array.from({ length: 60 }, (_, at) => ({ ...sample, at: at * 10, heap: 4e7 + at * bytes + (at % 7) * 20_000 })) : [];

  const long = (of: Found): Found => ({ ...of, seconds: 1_800 });

  it.each<readonly [string, Found, string]>([
    ['the heap grows', long(but('http', () => ({ samples: rising(5_000) }))), 'heap after a collection is flat in the second half'],
    ['a server ends by itself', but('stdio', () => ({ lost: true, exit: '1' })), 'no unhandled rejection or exception'],
    ['a server does not end when it is told to', but('http', () => ({ exit: 'SIGKILL' })), 'it ran until it was told to end'],
    [
      'Node warns',
      but('http', ({ samples }) => ({ samples: samples.map((one) => ({ ...one, warnings: ['leak'] })) })),
      'no warning of Node',
    ],
    ['an error is logged', but('http', () => ({ complaints: ['{"level":50}'] })), 'no error in its log'],
    [
      'an answer is lost',
      but('http', ({ tally }) => ({ tally: { ...tally, wrong: ['lost'] } })),
      'every answer is one that a client can use',
    ],
    ['the audit is broken', but('stdio', ({ audit }) => ({ audit: { ...audit, intact: false } })), 'the audit is intact'],
    ['a write is not in the audit', but('http', ({ audit }) => ({ audit: { ...audit, done: 0 } })), 'every write that was told as done'],
    ['a write has no end', but('http', ({ audit }) => ({ audit: { ...audit, unended: 1 } })), 'every write that began has an end'],
    ['a socket stays open', but('http', ({ idle }) => ({ idle: idle && { ...idle, inbound: 1 } })), 'sockets are closed afterwards'],
    [
      'a call is counted twice',
      but('http', ({ counted }) => ({ counted: counted && { ...counted, calls: twice(counted.calls) } })),
      '/metrics: calls by outcome',
    ],
    [
      'a refusal is not counted',
      but('http', ({ counted }) => ({ counted: counted && { ...counted, refused: new Map() } })),
      '/metrics: refused',
    ],
    [
      'a call never ends',
      but('http', ({ counted }) => ({ counted: counted && { ...counted, inFlight: 1 } })),
      '/metrics: nothing is under way',
    ],
    ['the metrics cannot be read', but('http', () => ({ counted: undefined })), '/metrics: can be read'],
    ['a write was not compared', { ...found, open: 1 }, 'every write is in the system'],
    ['nothing was compared', { ...found, compared: 0 }, 'every write is in the system'],
  ])('%s', (_why, of, what) => {
    expect(broken(of)).toEqual(expect.arrayContaining([expect.stringContaining(what)]));
  });

  it('not when the heap only goes up and down, but when it was hardly looked at', () => {
    const flat = but('http', () => ({ samples: rising(0) }));
    expect(broken(long(flat))).toEqual(['stdio: heap after a collection is flat in the second half']);
  });

  it('sockets to the systems stay open, once they had the time to close', () => {
    const of = but('http', ({ idle }) => ({ idle: idle && { ...idle, outbound: 1 } }));
    expect(broken(of)).toEqual([]);
    expect(broken(of, true)).toEqual(expect.arrayContaining(['http: sockets are closed afterwards']));
  });

  it('a line of the audit was changed', async () => {
    const file = join(temporary, 'audit.jsonl');
    const audit = openAudit(file);
    for (const event of ['started', 'ended'] as const) audit.append({ event, call: 'c', outcome: 'done' });
    audit.close();
    expect(await auditedIn(file)).toMatchObject({ intact: true, files: 1, lines: 2, done: 1, unended: 0 });
    writeFileSync(file, '');
    appendFileSync(file, '{"event":"started","call":"d"}\n');
    expect(await auditedIn(file)).toMatchObject({ intact: false, unended: 1 });
  });
});

describe('the ledger', () => {
  const compare = async (fate: Fate, ...counts: readonly number[]) => {
    let there: { id: string; name: string }[] = [];
    const kind: Kind = {
      noun: 'comment',
      create: { tool: '', args: () => ({}) },
      remove: { tool: '', args: () => ({}) },
      list: async () => there,
      drop: async (id) => void (there = there.filter((one) => one.id !== id)),
    };
    const ledger = openLedger('n-', [kind]);
    const entry = ledger.begin(kind);
    Object.assign(entry, { fate, busy: false });
    for (const times of counts) {
      there = Array.from({ length: times }, (_, at) => ({ id: `${at}`, name: entry.name }));
      await ledger.compare();
      expect(there).toEqual([]);
    }
    return ledger.faults().length;
  };

  it.each<readonly [Fate, readonly number[], number]>([
    ['once', [1], 0],
    ['once', [0], 1],
    ['once', [2], 1],
    ['once', [1, 1], 1],
    ['at most once', [0], 0],
    ['at most once', [0, 1], 0],
    ['at most once', [1, 1], 1],
    ['never', [0], 0],
    ['never', [1], 1],
    ['never', [0, 1], 1],
  ])('of something that must be there %s and is seen %j times has %i faults', async (fate, counts, faults) => {
    expect(await compare(fate, ...counts)).toBe(faults);
  });

  it('finds what nobody made', async () => {
    const kind: Kind = {
      noun: 'team',
      create: { tool: '', args: () => ({}) },
      remove: { tool: '', args: () => ({}) },
      list: async () => [{ id: '1', name: 'n-7' }],
      drop: async () => undefined,
    };
    const ledger = openLedger('n-', [kind]);
    await ledger.compare();
    expect(ledger.faults()).toEqual(['team n-7: nobody made it']);
  });
});
