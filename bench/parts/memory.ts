import { Pool } from 'undici';
import { RAW, STEWARD } from '../contestants/over-http.ts';
import { hello, openSession } from '../contestants/requests.ts';
import { listen, type Listening } from '../measure/http.ts';
import { load } from '../measure/load.ts';
import { atMost, takesPart, type Part, type Section, type Verdict } from './part.ts';

const WARM_UP = 2_000;
/** With fewer calls, growth is mostly what the engine still compiles, and no verdict follows. */
const ENOUGH = 50_000;
const KB = 1_024;

/** Heap of the HTTP server after a forced collection: at the start, after many calls, and with abandoned sessions. */
export const memory: Part = {
  name: 'memory',
  run: async (place, options) => {
    const sections: Section[] = [];
    const calls = options.calls ?? (options.quick ? 5_000 : 100_000);
    const rows: (readonly (string | number)[])[] = [];
    const verdicts: Verdict[] = [];
    for (const contestant of [RAW, ...STEWARD].filter(({ name }) => takesPart(options, name))) {
      const listening = await listen(place, contestant);
      try {
        const { row, growth } = await growthOf(listening, calls);
        rows.push(row);
        if (contestant !== RAW && calls >= ENOUGH) verdicts.push(atMost(`${contestant.name}: growth`, growth, 0.1, ' KB/call'));
        if (contestant === STEWARD[1]) sections.push(await sessions(listening));
      } finally {
        await listening.close();
      }
    }
    const title = `Heap after ${calls.toLocaleString('en')} calls over HTTP`;
    const about = `MB after a forced collection; growth is from after ${WARM_UP.toLocaleString('en')} calls, when everything is loaded. Sixteen at once.`;
    return [{ title, about, columns: ['', 'at start', 'warm', 'at the end', 'KB/call', 'RSS MB'], rows, verdicts }, ...sections];
  },
};

async function growthOf({ name, server, call }: Listening, calls: number) {
  const start = await server.read('collect');
  await load(call, 16, { seconds: Infinity, most: WARM_UP });
  const warm = await server.read('collect');
  await load(call, 16, { seconds: Infinity, most: calls });
  const end = await server.read('collect');
  const growth = (end.heapUsed - warm.heapUsed) / KB / calls;
  const mb = (bytes: number) => bytes / KB / KB;
  return { row: [name, mb(start.heapUsed), mb(warm.heapUsed), mb(end.heapUsed), growth, mb(end.rss)], growth };
}

/** As many sessions as one server keeps are 500. */
const MORE = 400;

/** Opened and ended first, so that what the engine compiles for them is not counted as theirs. */
const ENDED = 2_000;

/** Sessions of 2025 clients that can be asked: opened and left alone. */
async function sessions({ server, sending, url: { origin, pathname: path } }: Listening): Promise<Section> {
  const open = sending(hello({ elicitation: {} }), '"serverInfo"');
  const pool = new Pool(origin, { connections: 1 });
  for (let left = ENDED; left > 0; left--) {
    const headers = { ...(await openSession(pool, path, { elicitation: {} })), 'mcp-protocol-version': '2025-06-18' };
    const { statusCode, body } = await pool.request({ path, method: 'DELETE', headers });
    await body.dump();
    if (statusCode !== 200) throw new Error(`a session could not be ended: ${statusCode}`);
  }
  await pool.destroy();
  const before = await server.read('collect');
  await load(open, 1, { seconds: Infinity, most: MORE });
  const after = await server.read('collect');
  const each = (after.heapUsed - before.heapUsed) / KB / MORE;
  return {
    title: 'Heap of abandoned sessions',
    about:
      'Clients of the 2025 revisions that can elicit open a session and never come back. Sessions expire after 15 idle minutes and are at most 500.',
    columns: ['', 'sessions', 'KB each'],
    rows: [['steward 2025', MORE, each]],
    verdicts: [atMost('steward 2025: an abandoned session', each, 6, ' KB')],
  };
}
