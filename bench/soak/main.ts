import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { thisMachine } from '../report/machine.ts';
import { checksOf } from './checks.ts';
import { soakPage, soakText, type Run } from './page.ts';
import { soak } from './run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'dist-bench/soak.json' },
    write: { type: 'boolean', default: false },
  },
});

/** Idle sockets to the systems are kept for as long as those say, which is up to 72 seconds. */
const SETTLE = 90_000;

// What it started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Error('--minutes wants a number, --seed a whole one.');
const machine = thisMachine();
const time = minutes * 60_000;
const progress = (text: string) => void process.stderr.write(`${text}\n`);
const found = await soak({ seed, time, acts: Infinity, think: 40, every: Math.min(10_000, time / 60), settle: SETTLE, progress });
const run: Run = { machine, seed, found, checks: checksOf(found, true) };
writeFileSync(values.out, `${JSON.stringify(run, (_, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value), 2)}\n`);
process.stdout.write(`${soakText(run)}\nwritten to ${values.out}\n`);
if (values.write) writeFileSync('docs/soak.md', soakPage(run));
if (run.checks.some(({ good }) => !good)) process.exitCode = 1;
