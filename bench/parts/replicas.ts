import { cpus } from 'node:os';
import { Pool } from 'undici';
import { REDIS, startRedis } from '../../test/state/redis-server.ts';
import { replica } from '../contestants/over-http.ts';
import { confirming, modern, posting, READ } from '../contestants/requests.ts';
import { listen, type Listening } from '../measure/http.ts';
import { compiled, startServer } from '../measure/server.ts';
import { median } from '../measure/statistics.ts';
import { inTurns, type Runner } from '../measure/turns.ts';
import { effortFor, ratio, type Measured } from './calls.ts';
import type { Options, Part, Section } from './part.ts';

const MOST = 3;

/** One to three processes that share a Redis, behind a proxy; and what is left while Redis is gone. */
export const replicas: Part = {
  name: 'replicas',
  run: async (place, options) => {
    if (REDIS.isMissing) return [section('Replicas that share a Redis', `Left out: there is no ${REDIS.path} here.`, [], new Map())];
    const redis = await startRedis();
    const started: Listening[] = [];
    const fronts: Front[] = [];
    try {
      for (let at = 1; at <= MOST; at++) started.push(await listen(place, replica(at, redis.url)));
      for (let size = 1; size <= MOST; size++) fronts.push(await front(started.slice(0, size)));
      const reads = await measured(fronts, options, ({ pool, path }) =>
        posting(pool, path, modern('tools/call', { name: READ, arguments: {} })),
      );
      const writes = await measured(fronts, options, ({ pool, path }) => confirming(pool, path));
      await redis.stop();
      const without = await measured(fronts, options, ({ pool, path }) =>
        posting(pool, path, modern('tools/call', { name: READ, arguments: {} })),
      );
      return [
        section('Replicas that share a Redis: reads, 16 at once', ABOUT, fronts, reads),
        section('Replicas that share a Redis: confirmed writes, 16 at once', WRITES, fronts, writes),
        section(
          'Replicas whose Redis is gone: reads, 16 at once',
          'The same reads after redis-server was killed. None may fail.',
          fronts,
          without,
        ),
      ];
    } finally {
      for (const { close } of [...fronts, ...started]) await close();
      await redis.close();
    }
  },
};

const ABOUT =
  'The proxy hands each connection to the next replica. Load generator, proxy, vendor and replicas share ' +
  `the ${cpus().length} cores of this machine, so that calls/s cannot grow with the replicas once these are used up; CPU per call tells what a replica costs.`;

const WRITES =
  'Each write is two requests: one is answered with a question, the next brings the yes, often to another replica, and spends it in Redis.';

interface Front {
  readonly name: string;
  readonly pool: Pool;
  readonly path: string;
  readonly servers: Runner['servers'];
  readonly close: () => Promise<void>;
}

async function front(behind: readonly Listening[]): Promise<Front> {
  const proxy = startServer([compiled('contestants/proxy'), ...behind.map(({ url }) => url.port)], {});
  const { origin, pathname: path } = new URL(await proxy.printed(/http:\S+\/mcp/));
  const pool = new Pool(origin, { connections: 16 });
  const close = async () => {
    await pool.destroy();
    await proxy.stop();
  };
  return { name: `${behind.length} of ${MOST}`, pool, path, servers: behind.map(({ server }) => server), close };
}

function measured(fronts: readonly Front[], options: Options, call: (front: Front) => Runner['call']): Promise<Measured> {
  return inTurns(
    fronts.map((one) => ({ name: one.name, servers: one.servers, call: call(one) })),
    16,
    effortFor(options),
  );
}

function section(title: string, about: string, fronts: readonly Front[], measured: Measured): Section {
  const one = measured.get(fronts[0]?.name ?? '') ?? [];
  const rows = [...measured].map(([name, own]) => [
    name,
    median(own.map(({ rate }) => rate)),
    ratio(own, one, ({ rate }) => rate),
    median(own.map(({ cpu }) => cpu)),
    ratio(own, one, ({ cpu }) => cpu),
    median(own.map(({ p50 }) => p50)),
    median(own.map(({ p99 }) => p99)),
  ]);
  return { title, about, columns: ['replicas', 'calls/s', '/ one', 'CPU ms/call', '/ one', 'p50 ms', 'p99 ms'], rows, verdicts: [] };
}
