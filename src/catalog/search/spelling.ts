/** Finds the known word that a misspelt one was meant to be. */
export type Speller = (word: string, name: boolean) => string | undefined;

const SHORTEST = 5;
const LONG_ENOUGH_FOR_TWO = 8;

/** A speller over known words. Names are left alone unless they are long: they look like misspelt words too easily. */
export function speller(known: ReadonlySet<string>): Speller {
  const byLength = new Map<string, string[]>();
  for (const word of [...known].toSorted()) {
    const key = `${word.slice(0, 1)}${word.length}`;
    const list = byLength.get(key);
    if (list) list.push(word);
    else byLength.set(key, [word]);
  }
  return (word, name) => {
    if (word.length < (name ? LONG_ENOUGH_FOR_TWO : SHORTEST) || /\d/.test(word)) return undefined;
    const most = word.length >= LONG_ENOUGH_FOR_TWO ? 2 : 1;
    let best: string | undefined;
    let least = most + 1;
    for (const first of new Set([word.slice(0, 1), word.slice(1, 2)])) {
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        for (const candidate of byLength.get(`${first}${length}`) ?? []) {
          const steps = distance(word, candidate, least - 1);
          if (steps < least) [best, least] = [candidate, steps];
        }
      }
    }
    return best;
  };
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; anything over `most` when there are more. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swapped ? (before[j - 2] ?? 0) + 1 : replace);
      row.push(steps);
      least = Math.min(least, steps);
    }
    if (least > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}
