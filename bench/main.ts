import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPlace, TOP } from './measure/place.ts';
import { callHttp } from './parts/call-http.ts';
import { coldStart } from './parts/cold-start.ts';
import { memory } from './parts/memory.ts';
import type { Part, Section } from './parts/part.ts';
import { plainSection } from './report/table.ts';

const PARTS: readonly Part[] = [callHttp, coldStart, memory];

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    who: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
    calls: { type: 'string' },
    items: { type: 'string', default: '10' },
    out: { type: 'string', default: join(TOP, 'dist-bench/results.json') },
  },
});

const listed = (given: readonly string[]) => given.flatMap((text) => text.split(',')).filter((text) => text !== '');
const only = listed(values.only);
const unknown = only.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}.`);

const place = await openPlace(Number(values.items));
const sections: Section[] = [];
try {
  for (const part of PARTS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const found = await part.run(place, {
      quick: values.quick,
      calls: values.calls === undefined ? undefined : Number(values.calls),
      who: listed(values.who),
    });
    sections.push(...found);
    for (const section of found) process.stdout.write(plainSection(section));
  }
} finally {
  await place.close();
}
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
writeFileSync(values.out, `${JSON.stringify({ date: new Date().toISOString(), machine, quick: values.quick, sections }, undefined, 2)}\n`);
process.stdout.write(`\nwritten to ${values.out}\n`);
