import type { Entry } from '../catalog.ts';
import type { Features } from './features.ts';
import { LEARNED } from './learned-table.ts';
import { stemOf } from './text.ts';

/**
 * What an operation is, for learning: itself, its effect, its verb, its system, its object and the nouns in it. What is learned of one
 * class (that "must not" speaks for what takes away) holds for every operation of it, also for one that no request was ever made for.
 */
export function classesOf({ operation, system }: Pick<Entry, 'operation' | 'system'>): readonly string[] {
  const [verb = '', ...nouns] = operation.name.slice(system.prefix.length).split('_');
  return [
    operation.name,
    `effect ${operation.effect}`,
    `system ${system.id}`,
    `verb ${verb}`,
    `object ${nouns.join(' ')}`,
    ...new Set(nouns.map((noun) => `noun ${stemOf(noun)}`)),
  ];
}

/** The class of what no operation does. */
export const NOTHING = 'nothing';

/** Classes by their place in a list, and how much a feature speaks for or against them. */
type Pairs = readonly (readonly [place: number, weight: number])[];

/** What was learned of each feature. */
export interface Weights {
  readonly classes: readonly string[];
  readonly of: ReadonlyMap<string, Pairs>;
}

/** Weights are whole steps of this size. */
export const STEP = 0.1;
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const MIDDLE = 31;
/** The largest weight, in steps; as much against. */
export const MOST_STEPS = 30;

/** Between features, and between a feature and its weights; words have neither. */
const [ROW, CELLS] = ['|', '='];

/** Weights as text: the classes, then the features, each with three characters for a class that it says something of: two for the place, one for the weight. */
export function written({ classes, of }: Weights): string {
  const rows = [...of].map(([feature, pairs]) => {
    const cells = pairs.map(([place, weight]) => {
      const steps = Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(weight / STEP)));
      return `${place.toString(36).padStart(2, '0')}${DIGITS[MIDDLE + steps] ?? ''}`;
    });
    return `${feature}${CELLS}${cells.join('')}`;
  });
  return [classes.join(CELLS), ...rows].join(ROW);
}

/** Reads what `written` wrote; what is said of a feature only when it is asked for, because a request has few of the thousands. */
export function readWeights(text: string): { readonly classes: readonly string[]; readonly of: (feature: string) => Pairs } {
  const [head = '', ...rows] = text.split(ROW);
  const cells = new Map(rows.map((row) => [row.slice(0, row.indexOf(CELLS)), row]));
  const decoded = new Map<string, Pairs>();
  function of(feature: string): Pairs {
    const row = cells.get(feature);
    if (row === undefined) return NONE;
    const pairs = decoded.get(feature) ?? decode(row);
    decoded.set(feature, pairs);
    return pairs;
  }
  return { classes: head.split(CELLS), of };
}

const NONE: Pairs = [];

function decode(row: string): Pairs {
  const pairs: (readonly [number, number])[] = [];
  for (let at = row.indexOf(CELLS) + 1; at < row.length; at += 3) {
    pairs.push([parseInt(row.slice(at, at + 2), 36), (DIGITS.indexOf(row[at + 2] ?? '') - MIDDLE) * STEP]);
  }
  return pairs;
}

/** How likely each entry is what is wanted, by what was learned, and how likely none is: 1 in all. */
export interface Likelihoods {
  readonly of: ReadonlyMap<Entry, number>;
  readonly nothing: number;
}

/** Tells the likelihoods of some entries. */
export type Likelihood = (features: Features, among: readonly Entry[]) => Likelihoods;

/** What was learned, read once. */
export function likelihoodOf(entries: readonly Entry[], text: string = LEARNED): Likelihood {
  const { classes, of } = readWeights(text);
  const places = new Map(classes.map((name, place) => [name, place]));
  const memberships = new Map(entries.map((entry) => [entry, classesOf(entry).flatMap((name) => places.get(name) ?? [])]));
  return (features, among) => {
    const sums = new Float64Array(classes.length);
    for (const [feature, weight] of features) {
      for (const [place, learned] of of(feature)) sums[place] = (sums[place] ?? 0) + weight * learned;
    }
    const sumOf = (at: readonly number[]) => at.reduce((sum, place) => sum + (sums[place] ?? 0), 0);
    const totals = [...among.map((entry) => sumOf(memberships.get(entry) ?? [])), sumOf([places.get(NOTHING) ?? -1])];
    const most = Math.max(...totals);
    const shares = totals.map((total) => Math.exp((total - most) * STEEPNESS));
    const all = shares.reduce((sum, share) => sum + share, 0);
    return { of: new Map(among.map((entry, at) => [entry, (shares[at] ?? 0) / all])), nothing: (shares.at(-1) ?? 0) / all };
  };
}

/** How steeply a likelihood follows the sums; learning and finding must agree. */
export const STEEPNESS = 4;
