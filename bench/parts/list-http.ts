import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { isObject, member } from '../../src/operation/json.ts';
import { COMPACT, PEERS, RAW, RAW_ONCE, STEWARD } from '../contestants/over-http.ts';
import { READ } from '../contestants/requests.ts';
import { listen, type Listening } from '../measure/http.ts';
import { median } from '../measure/statistics.ts';
import { inTurns } from '../measure/turns.ts';
import { ratio, type Measured } from './calls.ts';
import { atMost, takesPart, type Part, type Section } from './part.ts';

/** The list of all tools over HTTP: what it costs the server, and what it costs the model that reads it. */
export const listHttp: Part = {
  name: 'list',
  run: async (place, options) => {
    const contestants = [RAW, RAW_ONCE, ...[...STEWARD, COMPACT, ...PEERS].filter(({ name }) => takesPart(options, name))];
    const started = await Promise.all(contestants.map((contestant) => listen(place, contestant)));
    try {
      const sizes: Section['rows'][number][] = [];
      for (const one of started) if (one.name !== RAW_ONCE.name) sizes.push(await sizesOf(one));
      const asking = started.filter(({ name }) => name !== COMPACT.name).map((one) => ({ ...one, call: one.list(`"${READ}"`) }));
      const effort = options.quick ? { rounds: 5, seconds: 0.5, warmUp: 1.5 } : { rounds: 7, seconds: 1.5, warmUp: 3 };
      return [costs(await inTurns(asking, 4, effort)), told(sizes)];
    } finally {
      for (const { close } of started) await close();
    }
  },
};

function costs(measured: Measured): Section {
  const [raw, once] = [measured.get(RAW.name) ?? [], measured.get(RAW_ONCE.name) ?? []];
  const all = [...measured].map(([name, own]) => ({
    name,
    own,
    cpu: ratio(own, raw, ({ cpu }) => cpu),
    strict: ratio(own, once, ({ cpu }) => cpu),
  }));
  return {
    title: 'tools/list of everything over Streamable HTTP, 4 at once',
    about:
      '`raw` writes the list with JSON.stringify for each request, `raw once` sends bytes that it keeps. ' +
      'Both parse the request and ask no vendor.',
    columns: ['', 'lists/s', 'CPU ms/list', '/ raw', '/ raw once', 'p50 ms', 'loop late p99 ms'],
    rows: all.map(({ name, own, cpu, strict }) => [
      name,
      median(own.map(({ rate }) => rate)),
      median(own.map((stretch) => stretch.cpu)),
      cpu,
      strict,
      median(own.map(({ p50 }) => p50)),
      median(own.map(({ late }) => late)),
    ]),
    verdicts: all
      .filter(({ name }) => name.startsWith('steward'))
      .map(({ name, cpu }) => atMost(`${name}: CPU per list / raw`, cpu, 1.5, ' x')),
  };
}

async function sizesOf({ name, listed }: Listening): Promise<Section['rows'][number]> {
  const tools = member(member(await listed(), 'result'), 'tools');
  const list = Array.isArray(tools) ? tools.filter(isObject) : [];
  const read = list.map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema }));
  return [name, list.length, JSON.stringify(tools).length, countTokens(read.map((tool) => JSON.stringify(tool)).join('\n'))];
}

function told(rows: Section['rows']): Section {
  return {
    title: 'What tools/list tells',
    about:
      'Bytes of the list; o200k tokens of name, title, description and input schema, which is what hosts hand to a model. All start from the same ' +
      'descriptions and schemas, which were written to be short; a vendor’s own OpenAPI document says the same with more words.',
    columns: ['', 'tools', 'bytes', 'tokens'],
    rows,
    verdicts: [],
  };
}
