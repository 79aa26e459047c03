import { Pool } from 'undici';
import { PEERS, RAW, STEWARD } from '../contestants/over-http.ts';
import { getting } from '../contestants/requests.ts';
import { listen } from '../measure/http.ts';
import { median } from '../measure/statistics.ts';
import { inTurns, type Effort, type Runner, type Stretch } from '../measure/turns.ts';
import { atLeast, atMost, takesPart, type Part, type Section, type Verdict } from './part.ts';

type Stretches = readonly Stretch[];

/** A call of a tool over Streamable HTTP, many at once and one after the other. */
export const callHttp: Part = {
  name: 'call-http',
  run: async (place, options) => {
    const contestants = [RAW, ...STEWARD, ...PEERS].filter(({ name }) => name === 'raw' || takesPart(options, name));
    const effort: Effort = options.quick ? { rounds: 5, seconds: 0.6, warmUp: 2 } : { rounds: 9, seconds: 2, warmUp: 5 };
    const started = await Promise.all(contestants.map((contestant) => listen(place, contestant)));
    const directly = new Pool(place.upstream, { connections: 16 });
    try {
      const runners: readonly Runner[] = [{ name: 'direct', call: getting(directly) }, ...started];
      const sections: Section[] = [];
      for (const concurrency of [16, 1]) sections.push(section(await inTurns(runners, concurrency, effort), concurrency));
      return sections;
    } finally {
      await directly.destroy();
      for (const { close } of started) await close();
    }
  },
};

function section(measured: ReadonlyMap<string, Stretches>, concurrency: number): Section {
  const [raw, direct] = [measured.get('raw') ?? [], measured.get('direct') ?? []];
  const verdicts: Verdict[] = [];
  const rows = [...measured].map(([name, own]) => {
    const cpu = ratio(own, raw, ({ cpu }) => cpu);
    const rate = ratio(own, raw, ({ rate }) => rate);
    const ofDirect = ratio(own, direct, ({ rate }) => rate);
    const p99 = ratio(own, raw, ({ p99 }) => p99);
    const over = median(own.map(({ p50 }, round) => p50 - (direct[round]?.p50 ?? Number.NaN)));
    const late = median(own.map(({ late }) => late));
    if (name.startsWith('steward') && concurrency === 16)
      verdicts.push(
        atMost(`${name}: server CPU per call / raw`, cpu, 3.5, ' x'),
        atLeast(`${name}: calls/s / raw`, rate, 0.33, ' x'),
        atLeast(`${name}: calls/s / direct`, ofDirect, 0.1, ' x'),
        atMost(`${name}: p99 / raw`, p99, 2, ' x'),
        atMost(`${name}: event loop late, p99`, late, 30, ' ms'),
      );
    if (name.startsWith('steward') && concurrency === 1) verdicts.push(atMost(`${name}: p50 over direct`, over, 0.5, ' ms'));
    const of = (pick: (stretch: Stretch) => number) => median(own.map(pick));
    return [
      name,
      of(({ rate }) => rate),
      rate,
      ofDirect,
      of(({ cpu }) => cpu),
      cpu,
      of(({ p50 }) => p50),
      over,
      of(({ p99 }) => p99),
      p99,
      late,
    ];
  });
  return {
    title: `tools/call over Streamable HTTP, ${concurrency === 1 ? 'one at a time' : `${concurrency} at once`}`,
    about:
      'lightdash_list_groups with a list of ten. `direct` is the load generator asking the vendor without a server between; it has no server CPU.',
    columns: ['', 'calls/s', '/ raw', '/ direct', 'CPU ms/call', '/ raw', 'p50 ms', 'over direct', 'p99 ms', '/ raw', 'loop late p99 ms'],
    rows,
    verdicts,
  };
}

/** The median over the rounds of one's figure divided by the other's of the same round. */
function ratio(own: Stretches, other: Stretches, pick: (stretch: Stretch) => number): number {
  return median(own.map((stretch, round) => pick(stretch) / (other[round] ? pick(other[round]) : Number.NaN)));
}
