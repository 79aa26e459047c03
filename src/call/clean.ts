import { isObject } from '../operation/index.ts';

// Zero-width, bidi-override, tag and variation characters can carry text that a person does not see but a model reads.
const INVISIBLE =
  /[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
const JOINERS = /(?<!\p{Extended_Pictographic}\uFE0F?)\u200D|(?<![\p{L}\p{M}])\u200C/gu;

/** Vendor text without characters that hide or disguise what it says. */
export function cleanText(text: string): string {
  return text.replace(INVISIBLE, '').replace(CONTROL, '').replace(JOINERS, '');
}

// The same characters in JSON text, where some are escapes; a little more than they, so that looking once is cheap.
const SUSPECT =
  /[\u007F-\u009F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uDB40-\uDB7F\uFEFF\uFFA0\uFFF9-\uFFFB]|\\[bfu]/;

/** Whether cleaning could change a value, from its JSON text. */
export function mayHide(json: string): boolean {
  return SUSPECT.test(json);
}

/** Every text inside a JSON value cleaned, member names included. */
export function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [cleanText(name), clean(child)]));
}

/** Vendor text for one line of a preview: cleaned, on one line, at most `limit` characters. */
export function oneLine(text: string, limit = 200): string {
  const line = cleanText(text).replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** Every text inside a value made fit for a preview. */
export function forPreview(value: unknown): unknown {
  if (typeof value === 'string') return oneLine(value);
  if (Array.isArray(value)) return value.map(forPreview);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, forPreview(child)]));
}
