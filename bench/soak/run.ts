import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { seeded } from '../../src/sandbox/core/made-up.ts';
import { ACTS, HTTP_ACTS, type HttpStage, type Stage } from './acts.ts';
import { auditedIn, type Audited } from './audit.ts';
import { httpClient } from './client.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { load, type Extent } from './load.ts';
import { countedBy, type Counted } from './metrics.ts';
import { openPlace, type Place } from './place.ts';
import type { Process, Reading } from './processes.ts';
import { openSession } from './session.ts';
import { stdioActs, stdioClient } from './stdio.ts';
import { openTally, type Tally } from './tally.ts';
import { kindsOf } from './vendor.ts';

/** What the person who runs the soak asked for. */
export interface SoakOptions extends Extent {
  readonly seed: number;
  /** Milliseconds between two readings of the servers. */
  readonly every: number;
  /** How long the servers may take to close their sockets after the load, in milliseconds; 0 does not wait for those to the systems. */
  readonly settle: number;
  /** Told now and then how far it is. */
  readonly progress?: (text: string) => void;
}

/** A reading, with the seconds since the start. */
export type Sample = Reading & { readonly at: number };

/** What a soak found out about one server. */
export interface ServerFound {
  readonly name: 'http' | 'stdio';
  readonly samples: readonly Sample[];
  /** After the load, when everything should be idle. */
  readonly idle: Reading | undefined;
  readonly tally: Tally;
  /** How it ended: 0 when it was told to and did. */
  readonly exit: string;
  /** It ended before it was told to. */
  readonly lost: boolean;
  readonly complaints: readonly string[];
  readonly audit: Audited;
  /** Only over HTTP. */
  readonly counted: Counted | undefined;
}

/** Everything that a soak found out. */
export interface Found {
  readonly seconds: number;
  readonly servers: readonly ServerFound[];
  /** Names of writes that were compared with the systems, and those that were not. */
  readonly compared: number;
  readonly open: number;
  readonly faults: readonly string[];
}

/** Clients over HTTP and over stdio that act at once. */
const WORKERS = { http: 12, stdio: 2 };

/** The ledger is compared when so much is open. */
const MANY = 200;

/** Runs everything once; ends what it started. */
export async function soak(options: SoakOptions): Promise<Found> {
  const place = await openPlace(options.seed);
  try {
    return await soakIn(place, options);
  } finally {
    await place.close();
  }
}

async function soakIn(place: Place, options: SoakOptions): Promise<Found> {
  const { http, stdio, settings, url, tokens } = place;
  const random = seeded(options.seed);
  const kinds = await kindsOf(settings);
  const ledger = openLedger(`soak-${options.seed}-`, Object.values(kinds));
  const tallies = { http: openTally(), stdio: openTally() };
  const pool = new Pool(url.origin, { connections: 32, headersTimeout: 300_000 });
  const client = (who: 'ada' | 'ben' | 'job', era: 'modern' | 'older') => httpClient(who, pool, tokens[who], era, tallies.http);
  const httpStage: HttpStage = {
    random,
    kinds,
    ledger,
    tally: tallies.http,
    scripts: [client('job', 'modern'), client('job', 'older')],
    people: [client('ada', 'modern'), client('ben', 'modern')],
    bin: { pool, port: Number(url.port), token: tokens.ben, tally: tallies.http },
    session: () => openSession(pool, random() < 0.5 ? tokens.ada : tokens.ben, tallies.http),
  };
  const stdioStage: Stage = { random, kinds, ledger, tally: tallies.stdio, scripts: [await stdioClient(stdio, tallies.stdio)], people: [] };

  const isLost = () => http.isLost() || stdio.isLost();
  const start = performance.now();
  const watched = watching(place, ledger, start, options, isLost);
  // A pipe that ends leaves its clients without an answer.
  const ended = new Promise<void>((resolve) => stdio.child.once('close', () => resolve()));
  await Promise.all([
    load(httpStage, HTTP_ACTS, WORKERS.http, options, isLost),
    Promise.race([load(stdioStage, [...ACTS, ...stdioActs(stdio)], WORKERS.stdio, { ...options, acts: options.acts / 6 }, isLost), ended]),
  ]);
  const seconds = (performance.now() - start) / 1_000;
  const samples = await watched.stop();
  await ledger.compare();
  const counted = http.isLost() ? undefined : await idleCount(pool, tokens.metrics);
  await pool.close();
  const idle = { http: await idleReading(http, options.settle), stdio: await idleReading(stdio, options.settle) };
  const servers: ServerFound[] = [];
  for (const name of ['http', 'stdio'] as const) {
    const server = place[name];
    const lost = server.isLost();
    const exit = await server.stop();
    const audit = await auditedIn(place.auditOf(name));
    const found = { name, lost, exit, audit, idle: idle[name], samples: samples[name], tally: tallies[name] };
    servers.push({ ...found, complaints: server.complaints(), counted: name === 'http' ? counted : undefined });
  }
  // What was under way when it was compared first may have come since.
  await ledger.compare();
  return { seconds, servers, compared: ledger.compared(), open: ledger.open(), faults: ledger.faults() };
}

/** Reads the servers again and again while the load runs, and compares the ledger whenever much is open. */
function watching({ http, stdio }: Place, ledger: Ledger, start: number, { every, progress }: SoakOptions, isLost: () => boolean) {
  const samples: Record<'http' | 'stdio', Sample[]> = { http: [], stdio: [] };
  const over = new AbortController();
  const read = async (server: Process, to: Sample[]) => {
    const reading = await server.read().catch(() => undefined);
    if (reading) to.push({ ...reading, at: (performance.now() - start) / 1_000 });
  };
  const reading = (async () => {
    while (!over.signal.aborted && !isLost()) {
      await read(http, samples.http);
      await read(stdio, samples.stdio);
      const { at = 0, heap = 0, rss = 0 } = samples.http.at(-1) ?? {};
      progress?.(
        `${Math.round(at)} s: heap ${(heap / 1e6).toFixed(1)} MB, RSS ${Math.round(rss / 1e6)} MB, ${ledger.compared()} writes compared`,
      );
      await pause(every, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  const comparing = (async () => {
    while (!over.signal.aborted && !isLost()) {
      if (ledger.open() > MANY) await ledger.compare();
      await pause(1_000, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await Promise.all([reading, comparing]);
      return samples;
    },
  };
}

/** Looks until nothing is under way: a client that went away leaves its call to end. */
async function idleCount(pool: Pool, token: string): Promise<Counted> {
  for (let looks = 1; ; looks++) {
    const counted = await countedBy(pool, token);
    if (counted.inFlight === 0 || looks === 100) return counted;
    await pause(100);
  }
}

/** Looks until all sockets are closed, for as long as that may take. */
async function idleReading(server: Process, settle: number): Promise<Reading | undefined> {
  const until = performance.now() + Math.max(settle, 5_000);
  for (;;) {
    const reading = await server.read().catch(() => undefined);
    const isIdle = reading && reading.inbound === 0 && (reading.outbound === 0 || settle === 0);
    if (!reading || isIdle || performance.now() > until) return reading;
    await pause(100);
  }
}
