/** What the lines of a settings file say. */
export interface SettingsLines {
  readonly values: ReadonlyMap<string, string>;
  /** What is wrong, by line; never with a value, which may be a secret. */
  readonly problems: readonly string[];
}

/** How many problems are told one by one: a wrong file may have thousands. */
const TOLD = 10;

// Every setting has an underscore in its name. A secret alone on a line, with = at its end, is not taken for a name and told.
const ENTRY = /^[ \t]*(?:export[ \t]+)?((?=\w*_)[A-Z][A-Z0-9_]*)[ \t]*=(.*)$/;

/**
 * Reads `NAME=value` lines as `util.parseEnv` does: `#` comments, `export` in front, values in ', " or `, which may go over several lines
 * ("\n" is a line break within "). What that would skip, cut or overwrite without a word is a problem here.
 */
export function settingsLines(text: string): SettingsLines {
  if (/[\0\uFFFD]/.test(text)) return { values: new Map(), problems: ['The settings file is not a text in UTF-8.'] };
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const values = new Map<string, string>();
  const begins = new Map<string, number>();
  const problems: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [line = '', number] = [lines[at], at + 1];
    if (isNothing(line)) continue;
    const [, name = '', rest = ''] = ENTRY.exec(line) ?? [];
    const entry = name === '' ? undefined : valueAt(lines, at, rest.trimStart());
    if (!entry) problems.push(`Line ${number} of the settings file is not NAME=value with the name of a setting.`);
    else if ('problem' in entry) problems.push(`${name} in line ${number} of the settings file ${entry.problem}.`);
    else {
      const before = begins.get(name);
      if (before !== undefined) problems.push(`${name} is in the settings file twice, in lines ${before} and ${number}; keep one.`);
      values.set(name, entry.value);
      begins.set(name, number);
      at = entry.end;
    }
  }
  const more = problems.length - TOLD;
  return { values, problems: more > 0 ? [...problems.slice(0, TOLD), `${more} more lines of the settings file are wrong.`] : problems };
}

type Entry = { readonly value: string; readonly end: number } | { readonly problem: string };

/** The value that begins with `first` in the line at `at`, and where it ends. */
function valueAt(lines: readonly string[], at: number, first: string): Entry {
  const [, quote = '', opened = ''] = /^(['"`])(.*)$/.exec(first) ?? [];
  if (quote === '')
    return first.includes('#')
      ? { problem: 'holds a #: put the value in quotes, or the comment on a line of its own' }
      : { value: first.trimEnd(), end: at };
  const inner: string[] = [];
  for (let end = at; end < lines.length; end += 1) {
    const line = end === at ? opened : (lines[end] ?? '');
    // A forgotten quote must not swallow other settings up to the next quote.
    if (end > at && ENTRY.test(line)) break;
    const close = line.indexOf(quote);
    if (close === -1) {
      inner.push(line);
      continue;
    }
    if (!isNothing(line.slice(close + 1))) return { problem: 'has something after its closing quote' };
    const value = [...inner, line.slice(0, close)].join('\n');
    return { value: quote === '"' ? value.replaceAll('\\n', '\n') : value, end };
  }
  return { problem: 'begins with a quote that is not closed' };
}

function isNothing(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}
