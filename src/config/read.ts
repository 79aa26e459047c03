import { readFileSync } from 'node:fs';
import { settingFacts, settingsIn, type Settings } from './settings.ts';

/** Names and values as the environment gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every problem of the settings at once, each on one line that names the setting and what it accepts. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** Checked settings. Throws a SettingsError that lists everything wrong; values of secrets never appear in it. */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const raw: Record<string, string> = {};
  for (const name of settingFacts.keys()) {
    const value = valueOf(name, environment, problems);
    if (value !== undefined) raw[name] = value;
  }
  problems.push(...Object.keys(environment).filter(isUnknown).map(unknownSetting));
  const settings = settingsIn(raw, problems);
  if (settings) problems.push(...conflictsIn(settings));
  if (problems.length > 0 || !settings) throw new SettingsError(problems);
  return settings;
}

/** What is right alone and wrong together. */
function conflictsIn(settings: Settings): string[] {
  const isKeyMissing = settings.STEWARD_REDIS_URL !== undefined && settings.STEWARD_STATE_KEY === undefined;
  return isKeyMissing
    ? ['STEWARD_REDIS_URL needs STEWARD_STATE_KEY, the same in every replica: 32 characters or more, as from openssl rand -base64 32.']
    : [];
}

function valueOf(name: string, environment: Environment, problems: string[]): string | undefined {
  const direct = given(environment[name]);
  const file = given(environment[`${name}_FILE`]);
  if (file === undefined) return direct;
  if (direct !== undefined) problems.push(`${name} and ${name}_FILE are both set; keep one.`);
  try {
    return given(readFileSync(file, 'utf8').replace(/\r?\n$/, ''));
  } catch {
    problems.push(`${name}_FILE: the file cannot be read.`);
    return undefined;
  }
}

/** A value, or undefined: desktop hosts pass an unset optional setting as an empty text or as the literal `${user_config.x}`. */
export function given(value: string | undefined): string | undefined {
  return value === undefined || value === '' || /^\$\{[\w.]+\}$/.test(value) ? undefined : value;
}

function isUnknown(name: string): boolean {
  return name.startsWith('STEWARD_') && !settingFacts.has(name) && !(name.endsWith('_FILE') && settingFacts.has(name.slice(0, -5)));
}

function unknownSetting(name: string): string {
  const near = [...settingFacts.keys()]
    .filter((known) => known.startsWith('STEWARD_'))
    .sort((a, b) => distance(a, name) - distance(b, name))[0];
  return `${name} is not a setting. Did you mean ${near}?`;
}

/** Edit distance, for the suggestion only. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
