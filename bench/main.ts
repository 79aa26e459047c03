import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect, parseArgs } from 'node:util';
import { contestants, versions } from './contestants/about.ts';
import { openPlace, TOP } from './measure/place.ts';
import { callHttp } from './parts/call-http.ts';
import { callStdio } from './parts/call-stdio.ts';
import { clients } from './parts/clients.ts';
import { coldStart } from './parts/cold-start.ts';
import { listHttp } from './parts/list-http.ts';
import { memory } from './parts/memory.ts';
import type { Options, Part, Section } from './parts/part.ts';
import { replicas } from './parts/replicas.ts';
import { thisMachine } from './report/machine.ts';
import { performancePage, type Run } from './report/markdown.ts';
import { plainSection } from './report/table.ts';

const PARTS: readonly Part[] = [callHttp, callStdio, listHttp, coldStart, memory, clients, replicas];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    who: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    calls: { type: 'string' },
    items: { type: 'string', default: '10' },
    out: { type: 'string', default: join(TOP, 'dist-bench/results.json') },
    write: { type: 'boolean', default: false },
  },
});

const listed = (given: readonly string[]) => given.flatMap((text) => text.split(',')).filter((text) => text !== '');
const [only, who] = [listed(values.only), listed(values.who)];
const unknown = only.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}.`);
if (values.write && only.length + who.length > 0) throw new Error('The page of the documentation is written of a whole run only.');

const options: Options = { quick: values.quick, calls: values.calls === undefined ? undefined : Number(values.calls), who };
const machine = thisMachine();
const place = await openPlace(Number(values.items));
const sections: Section[] = [];
try {
  for (const part of PARTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    process.stderr.write(`${part.name} …\n`);
    try {
      const found = await part.run(place, options);
      sections.push(...found);
      for (const section of found) process.stdout.write(plainSection(section));
    } catch (thrown) {
      // The other parts of a long run are still worth having.
      process.stderr.write(`${part.name} failed: ${inspect(thrown)}\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await place.close();
}
const run: Run = { machine, quick: values.quick, contestants: contestants(), versions: versions(), sections };
writeFileSync(values.out, `${JSON.stringify(run, undefined, 2)}\n`);
process.stdout.write(`\nwritten to ${values.out}\n`);
if (values.write && !process.exitCode) writeFileSync(join(TOP, 'docs/performance.md'), performancePage(run));
