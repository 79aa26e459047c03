import type { Place } from '../measure/place.ts';

/** What the person who runs the bench asked for. */
export interface Options {
  /** A rough look: few and short rounds. */
  readonly quick: boolean;
  /** Calls after which memory is looked at. */
  readonly calls: number | undefined;
  /** Only contestants whose name holds one of these; the floor is always there. */
  readonly who: readonly string[];
}

/** A figure and what it must be. */
export interface Verdict {
  readonly what: string;
  readonly figure: number;
  readonly target: string;
  readonly met: boolean;
}

/** What a part found. */
export interface Section {
  readonly title: string;
  /** What was measured and how, in a sentence or two. */
  readonly about: string;
  readonly columns: readonly string[];
  /** The first cell names the row; NaN is shown as nothing. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly verdicts: readonly Verdict[];
}

/** One part of the bench. */
export interface Part {
  /** For `--only`. */
  readonly name: string;
  readonly run: (place: Place, options: Options) => Promise<readonly Section[]>;
}

/** A verdict about a figure that must not be above. */
export function atMost(what: string, figure: number, limit: number, unit = ''): Verdict {
  return { what, figure, target: `≤ ${limit}${unit}`, met: figure <= limit };
}

/** A verdict about a figure that must not be below. */
export function atLeast(what: string, figure: number, limit: number, unit = ''): Verdict {
  return { what, figure, target: `≥ ${limit}${unit}`, met: figure >= limit };
}

/** Whether a contestant takes part. */
export function takesPart({ who }: Options, name: string): boolean {
  return who.length === 0 || who.some((word) => name.includes(word));
}
