/**
 * Text on one line in which everything that a terminal obeys or does not show is spelt out, as JSON does it (`\u202e`):
 * no request may disguise what it asks for.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, spelt);
}

/** A JSON value laid out in lines; the same value again when it is read as JSON. */
export function visibleJson(value: unknown): string {
  return visibleLines(JSON.stringify(value, null, 2) ?? 'null');
}

/** The same for text of several lines. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

// Controls, formats, unassigned, line separators; fillers and variation selectors, which count as letters and marks.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u3164\uFE00-\uFE0E\uFFA0\u{E0000}-\u{E0FFF}]/gu;

function spelt(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('');
}
