import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { openapi } from '../../bench/measure/openapi.ts';
import { median, quantile } from '../../bench/measure/statistics.ts';
import { performancePage, type Run } from '../../bench/report/markdown.ts';
import { member } from '../../src/operation/index.ts';
import { run } from '../cli/run.ts';
import { temporary } from '../temporary.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const exec = promisify(execFile);

it('a part runs against the built server and tells what it found', async () => {
  await exec(join(top, 'node_modules/.bin/tsc'), ['-p', 'bench/tsconfig.json'], { cwd: top });
  const out = join(temporary, 'results.json');
  const args = ['dist-bench/bench/main.js', '--quick', '--only', 'clients', '--who', 'steward', '--out', out];
  const { stdout } = await exec(process.execPath, args, { cwd: top });
  expect(stdout.match(/^met: steward: tools accepted by .* 224/gm)).toHaveLength(3);
  const found: unknown = JSON.parse(readFileSync(out, 'utf8'));
  expect(found).toMatchObject({ quick: true, sections: [{ rows: [['steward', 224, 224, 224]] }] });
});

it('a part that does not exist is named, beside those that do', async () => {
  const refused = exec(process.execPath, ['dist-bench/bench/main.js', '--only', 'nothing'], { cwd: top });
  await expect(refused).rejects.toThrow(/There is no part nothing; there are call-http, /);
});

it('the page of a run says what was asked, what came out, and whether that is enough', () => {
  const verdicts = [{ what: 'steward: CPU', figure: 4.567, target: '≤ 3.5 x', met: false }];
  const about: Run = {
    machine: { date: '2026-01-01', cpu: 'Made-up', cores: 2, memory: 8, node: 'v20.18.1', load: 0.25 },
    quick: false,
    contestants: { steward: 'this server' },
    versions: { undici: '7.0.0' },
    sections: [
      {
        title: 'Calls',
        about: 'How.',
        columns: ['', 'calls/s'],
        rows: [
          ['steward', 1234.5],
          ['direct', Number.NaN],
        ],
        verdicts,
      },
    ],
  };
  const page = performancePage(about);
  expect(page).toContain('| Calls | steward: CPU | 4.57 | ≤ 3.5 x | **not met** |');
  expect(page).toContain('## Calls\n\nHow.\n\n|  | calls/s |\n| --- | ---: |\n| steward | 1,235 |\n| direct |  |\n');
  expect(page).toContain('2026-01-01, Made-up, 2 cores, 8 GB, Node 20.18.1, load average 0.25 before the run.');
});

it('middle values and quantiles are those of the values', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
  const hundred = Float64Array.from({ length: 100 }, (_, at) => at + 1);
  expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(new Float64Array(), 0.5)]).toEqual([50, 99, Number.NaN]);
});

it('the document that a generator starts from holds every operation, and every reference in it leads somewhere', async () => {
  const catalogue: unknown = JSON.parse((await run(['tools', '--json'])).stdout);
  const document = openapi(catalogue);
  const text = JSON.stringify(document);
  const operations = text.match(/"operationId":"\w+"/g) ?? [];
  expect(new Set(operations).size).toBe(224);
  const schemas = member(member(document, 'components'), 'schemas');
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name = '']) => name);
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((name) => member(schemas, name) === undefined)).toEqual([]);
  const group = member(member(member(document, 'paths'), '/api/v1/groups/{groupUuid}'), 'get');
  expect(group).toMatchObject({
    parameters: expect.arrayContaining([expect.objectContaining({ name: 'groupUuid', in: 'path', required: true })]),
  });
});
