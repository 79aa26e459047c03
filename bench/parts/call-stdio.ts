import { Pool } from 'undici';
import { installed, RAW_STDIO, STDIO_PEERS, type StdioContestant } from '../contestants/over-stdio.ts';
import { getting, MODERN_META, READ, right } from '../contestants/requests.ts';
import type { Place } from '../measure/place.ts';
import { startServer } from '../measure/server.ts';
import { handshake, wireTo } from '../measure/stdio.ts';
import { inTurns, type Runner } from '../measure/turns.ts';
import { callSection, effortFor } from './calls.ts';
import { atLeast, takesPart, type Part, type Section } from './part.ts';

const CALL = { name: READ, arguments: {} };

/** A call of a tool over stdin and stdout, many at once and one after the other. */
export const callStdio: Part = {
  name: 'call-stdio',
  run: async (place, options) => {
    const steward = ['steward 2026', 'steward 2025'].map(installed);
    const contestants = [RAW_STDIO, ...[...steward, ...STDIO_PEERS].filter(({ name }) => takesPart(options, name))];
    const started: Awaited<ReturnType<typeof startOne>>[] = [];
    const directly = new Pool(place.upstream, { connections: 16 });
    try {
      for (const contestant of contestants) started.push(await startOne(place, contestant));
      const runners: readonly Runner[] = [{ name: 'direct', servers: [], call: getting(directly) }, ...started];
      const sections: Section[] = [];
      for (const concurrency of [16, 1]) {
        const title = `tools/call over stdio, ${concurrency === 1 ? 'one at a time' : `${concurrency} at once`}`;
        const limit = concurrency === 1 ? 0.35 : 0.25;
        const measured = await inTurns(runners, concurrency, effortFor(options));
        const judge = ({ name, ofDirect }: { name: string; ofDirect: number }) => [
          atLeast(`${name}: calls/s / direct`, ofDirect, limit, ' x'),
        ];
        sections.push(callSection({ title, about: ABOUT }, measured, judge));
      }
      return sections;
    } finally {
      await directly.destroy();
      for (const { servers } of started) for (const server of servers) await server.stop();
    }
  },
};

const ABOUT =
  'The same read. `raw` reads lines, parses them, makes one GET and writes a line; `direct` asks the vendor over HTTP without a server between.';

async function startOne(place: Place, contestant: StdioContestant) {
  const { name } = contestant;
  const server = startServer(contestant.args(place), contestant.environment(place));
  const wire = wireTo(server.child);
  // A connection of the newer era has no handshake; each request says everything.
  const isModern = name === 'steward 2026';
  if (!isModern) await handshake(wire);
  const params = isModern ? { ...CALL, _meta: MODERN_META } : CALL;
  return { name, servers: [server], call: async () => right(200, await wire.ask('tools/call', params)) };
}
