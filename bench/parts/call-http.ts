import { Pool } from 'undici';
import { PEERS, RAW, STEWARD } from '../contestants/over-http.ts';
import { getting } from '../contestants/requests.ts';
import { listen } from '../measure/http.ts';
import { inTurns, type Runner } from '../measure/turns.ts';
import { callSection, effortFor, type Compared } from './calls.ts';
import { atLeast, atMost, takesPart, type Part, type Section, type Verdict } from './part.ts';

/** A call of a tool over Streamable HTTP, many at once and one after the other. */
export const callHttp: Part = {
  name: 'call-http',
  run: async (place, options) => {
    const contestants = [RAW, ...[...STEWARD, ...PEERS].filter(({ name }) => takesPart(options, name))];
    const started = await Promise.all(contestants.map((contestant) => listen(place, contestant)));
    const directly = new Pool(place.upstream, { connections: 16 });
    try {
      const runners: readonly Runner[] = [{ name: 'direct', servers: [], call: getting(directly) }, ...started];
      const sections: Section[] = [];
      for (const concurrency of [16, 1]) {
        const title = `tools/call over Streamable HTTP, ${concurrency === 1 ? 'one at a time' : `${concurrency} at once`}`;
        const measured = await inTurns(runners, concurrency, effortFor(options));
        sections.push(callSection({ title, about: ABOUT }, measured, concurrency === 1 ? one : many));
      }
      return sections;
    } finally {
      await directly.destroy();
      for (const { close } of started) await close();
    }
  },
};

const ABOUT =
  '`lightdash_list_groups` of ten groups, or as many as `--items` says. `direct` is the load generator asking the vendor without a server between; it has no server CPU.';

function many({ name, cpu, rate, ofDirect, p99, late }: Compared): readonly Verdict[] {
  return [
    atMost(`${name}: server CPU per call / raw`, cpu, 3.5, ' x'),
    atLeast(`${name}: calls/s / raw`, rate, 0.33, ' x'),
    atLeast(`${name}: calls/s / direct`, ofDirect, 0.1, ' x'),
    atMost(`${name}: p99 / raw`, p99, 2, ' x'),
    atMost(`${name}: event loop late, p99`, late, 30, ' ms'),
  ];
}

function one({ name, over }: Compared): readonly Verdict[] {
  return [atMost(`${name}: p50 over direct`, over, 0.5, ' ms')];
}
