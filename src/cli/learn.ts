import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systems } from '../../tools/index.ts';
import { catalogOf, type Catalog, type Entry } from '../catalog/index.ts';
import { classesOf, featuresIn, NOTHING, STEEPNESS, STEP, written, type Features, type Weights } from '../catalog/search/index.ts';

/** A text, the entries that answer it, and how much it counts. */
export interface Lesson {
  readonly features: Features;
  readonly right: readonly number[];
  /** Places of the entries that come into question; the one behind the last is none of them. */
  readonly among: readonly number[];
  readonly counts: number;
}

/** A request that somebody made, and the operations that answer it, as `system:id`. */
export interface Example {
  readonly q: string;
  readonly accept: readonly string[];
}

/** Requests in the tools' folder that no operation answers, one a line. */
function strangersIn(tools: string): readonly Example[] {
  return readFileSync(join(tools, 'requests-without-answer.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((q) => ({ q, accept: [] }));
}

/** The requests in the folder of every system: operations by documented id, separated by commas, a tab, and the request. */
export function examplesIn(tools: string): readonly Example[] {
  return readdirSync(tools, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .flatMap((name) =>
      readFileSync(join(tools, name, 'requests.txt'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('\t'))
        .map((line) => {
          const [ids = '', q = ''] = line.split('\t');
          return { q, accept: ids.split(',').map((id) => (id.includes(':') ? id : `${name}:${id}`)) };
        }),
    );
}

/** A saying of `words` is a fragment, and there are many. */
const SAYING = 0.5;

/** What there is to learn from: the sayings of each operation, and requests. */
export function lessonsOf(catalog: Catalog, examples: readonly Example[]): readonly Lesson[] {
  const { entries } = catalog;
  const place = new Map(entries.map(({ system, operation }, at) => [`${system.id}:${operation.id}`, at]));
  const sayings = entries.flatMap(({ operation, system }, at) =>
    [operation.title, operation.description, ...operation.words.split(',')].map((text) => ({
      ...lesson(catalog, text.trim(), [system.id]),
      right: [at],
      counts: SAYING,
    })),
  );
  const requests = examples.map(({ q, accept }) => ({
    ...lesson(catalog, q),
    right:
      accept.length === 0
        ? [entries.length]
        : accept.map((id) => {
            const at = place.get(id);
            if (at === undefined) throw new Error(`${id} is no operation: ${q}`);
            return at;
          }),
    counts: 1,
  }));
  return [...sayings, ...requests];
}

function lesson(catalog: Catalog, text: string, ids?: readonly string[]) {
  const { features, named } = featuresIn(catalog, text, ids);
  const all = [...catalog.entries.keys()];
  const among = [...all.filter((at) => named.size === 0 || named.has(catalog.entries[at]?.system.id ?? '')), all.length];
  return { features, among };
}

const ROUNDS = 8;
const RATE = 0.3;
/** The share of a text's features that is left out each time, so that no single one decides: requests never seen share only some. */
const LEFT_OUT = 0.5;
/** Features seen once are chance. */
const SEEN = 2;
const LEAST = 0.15;

/** Learns by softmax regression, with the steps of AdaGrad. The same lessons give the same weights. */
export function learn(entries: readonly Entry[], lessons: readonly Lesson[]): Weights {
  const names = [...new Set(entries.flatMap(classesOf)), NOTHING];
  const places = new Map(names.map((name, at) => [name, at]));
  const member = [...entries.map(classesOf), [NOTHING]].map((classes) => classes.map((name) => places.get(name) ?? 0));
  const times = new Map<string, number>();
  for (const { features } of lessons) for (const feature of features.keys()) times.set(feature, (times.get(feature) ?? 0) + 1);
  const known = new Map<string, { readonly weights: Float64Array; readonly steps: Float64Array }>();
  for (const [feature, seen] of times) {
    if (seen >= SEEN) known.set(feature, { weights: new Float64Array(names.length), steps: new Float64Array(names.length) });
  }
  const order = lessons.map(({ features, right, among, counts }) => ({
    parts: [...features].flatMap(([feature, weight]) => {
      const one = known.get(feature);
      return one ? [{ ...one, weight }] : [];
    }),
    right: new Set(right),
    among,
    counts,
  }));
  const random = randomly(1);
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    for (const { parts: all, right, among, counts } of order) {
      const parts = all.filter(() => random() >= LEFT_OUT);
      const pull = pullOf(sumsOf(parts, names.length), member, right, among);
      for (const { weights, steps, weight } of parts) {
        for (const [place, force] of pull) {
          const change = counts * weight * force;
          const before = (steps[place] ?? 0) + change * change;
          steps[place] = before;
          weights[place] = (weights[place] ?? 0) + (RATE * change) / Math.sqrt(before + 0.01);
        }
      }
    }
  }
  const of = [...known].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([feature, { weights }]) => [feature, kept(weights)] as const);
  return { classes: names, of: new Map(of.filter(([, pairs]) => pairs.length > 0)) };
}

interface Part {
  readonly weights: Float64Array;
  readonly weight: number;
}

function sumsOf(parts: readonly Part[], size: number): Float64Array {
  const sums = new Float64Array(size);
  for (const { weights, weight } of parts) for (let at = 0; at < size; at += 1) sums[at] = (sums[at] ?? 0) + weight * (weights[at] ?? 0);
  return sums;
}

const TOO_LITTLE = 1e-3;

/** Where the weights of the classes have to go: up for what is right, down for what was thought right and is not. */
function pullOf(sums: Float64Array, member: readonly (readonly number[])[], right: ReadonlySet<number>, among: readonly number[]) {
  const totals = among.map((at) => (member[at] ?? []).reduce((sum, place) => sum + (sums[place] ?? 0), 0));
  const most = Math.max(...totals);
  const shares = totals.map((total) => Math.exp((total - most) * STEEPNESS));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const good = shares.reduce((sum, share, at) => sum + (right.has(among[at] ?? -1) ? share : 0), 0) || 1;
  const pull = new Map<number, number>();
  among.forEach((one, at) => {
    const share = shares[at] ?? 0;
    const force = (right.has(one) ? share / good : 0) - share / all;
    if (Math.abs(force) > TOO_LITTLE) for (const place of member[one] ?? []) pull.set(place, (pull.get(place) ?? 0) + force);
  });
  return pull;
}

function kept(weights: Float64Array): readonly (readonly [number, number])[] {
  return [...weights].flatMap((weight, place) => (Math.abs(weight) < LEAST ? [] : [[place, Math.round(weight / STEP) * STEP] as const]));
}

/** Numbers that look random and are the same every time. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function shuffle(list: unknown[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
}

/** A line of the module; longer ones slow editors down. */
const LINE = 8_000;

/** The module that holds what was learned. */
export function learnedModule(weights: Weights, from: string): string {
  const text = written(weights);
  const lines = Array.from({ length: Math.ceil(text.length / LINE) }, (_, at) => `  '${text.slice(at * LINE, (at + 1) * LINE)}',`);
  return [
    '// Generated by `npm run learn` from what operations say of themselves and from the requests in tools.',
    '',
    '/** What was learned, as `readWeights` reads it. */',
    'export const LEARNED = [',
    ...lines,
    "].join('');",
    '',
    '/** Digest of what it was learned from. */',
    `export const LEARNED_FROM = '${from}';`,
    '',
  ].join('\n');
}

/** A digest of all that there is to learn from, so that a test can tell when it has to be learned anew. */
export function digestOf({ entries }: Catalog, examples: readonly Example[]): string {
  const said = entries.map(({ operation: { name, title, description, words } }) => [name, title, description, words]);
  return createHash('sha256')
    .update(JSON.stringify([said, examples]))
    .digest('hex');
}

/** Everything in the folders of tools that can be learned from. */
export function allExamples(tools: string): readonly Example[] {
  return [...examplesIn(tools), ...strangersIn(tools)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const catalog = catalogOf(systems);
  const examples = allExamples('tools');
  const weights = learn(catalog.entries, lessonsOf(catalog, examples));
  writeFileSync('src/catalog/search/learned-table.ts', learnedModule(weights, digestOf(catalog, examples)));
}
