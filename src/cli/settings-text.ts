import { requirements, settingFacts } from '../config/index.ts';

/** What a person chose for a settings file. */
export interface Chosen {
  /** Ids of systems. */
  readonly systems: readonly string[];
  /** Values by setting; the others are left open. */
  readonly values: ReadonlyMap<string, string>;
}

const WIDTH = 100;

/** A settings file with comments: the settings of the chosen systems to fill in, and all others commented out with their defaults. */
export function settingsText({ systems, values }: Chosen, titles: ReadonlyMap<string, string>): string {
  const sections = systems.map((id) => {
    const requirement = requirements.get(id);
    const ways = (requirement?.ways ?? []).map((way) => way.join(' and ')).join(', or ');
    const lines = (requirement?.settings ?? []).map((name) => entry(name, values.get(name), true));
    return [`# ${titles.get(id) ?? id}. To sign in it needs ${ways}.`, ...lines].join('\n\n');
  });
  const others = [...settingFacts.keys()].filter((name) => name.startsWith('STEWARD_'));
  return [
    '# Settings of Steward, for: steward-mcp --settings FILE. The environment wins over this file.',
    '# It holds credentials: keep it readable for yourself only. NAME_FILE=path reads a value from another file.',
    '# A value that holds # or begins with a quote goes in quotes. A comment has a line of its own.',
    ...sections,
    '# Everything below is optional; take the # away to set it.',
    ...others.map((name) => entry(name, values.get(name), false)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** A setting with its explanation; one that nobody chose and that has a default, or that is optional, is commented out. */
function entry(name: string, value: string | undefined, wanted: boolean): string {
  const facts = settingFacts.get(name);
  const comment = wrapped(facts?.about ?? '').map((line) => `# ${line}`);
  const isOpen = value === undefined && (!wanted || facts?.fallback !== undefined);
  return [...comment, `${isOpen ? '# ' : ''}${name}=${quoted(value ?? facts?.fallback ?? '')}`].join('\n');
}

/** As `util.parseEnv` reads it back. No kind of quote can hold all three, and a credential has no line break. */
function quoted(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value;
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark) && !(mark === '"' && value.includes('\\n'))) ?? "'";
  return `${quote}${value}${quote}`;
}

function wrapped(text: string): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
