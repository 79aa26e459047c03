import { readFileSync } from 'node:fs';
import { given as valueIn, SettingsError, type Environment } from './read.ts';
import { settingsLines } from './settings-lines.ts';
import { settingFacts } from './settings.ts';

/**
 * An environment with what a settings file (`NAME=value` lines, `#` comments) adds to it; what the environment has already, it keeps.
 * Only settings are taken: a file must not be able to change how Node itself runs.
 * Throws a SettingsError where the file cannot be read or holds something else, with the numbers of the lines and without their values.
 */
export function withSettingsFile(environment: Environment, path: string): Environment {
  const { values, problems } = settingsLines(textOf(path));
  const given = [...values];
  const others = given.filter(
    ([name]) => !settingFacts.has(name.replace(/_FILE$/, '')) && !settingFacts.has(name) && !name.startsWith('STEWARD_'),
  );
  const wrong = [...problems, ...others.map(([name]) => `${name} in the settings file is not a setting.`)];
  if (wrong.length > 0) throw new SettingsError(wrong);
  const set = new Set(Object.entries(environment).flatMap(([name, value]) => (valueIn(value) === undefined ? [] : [name, twin(name)])));
  return { ...environment, ...Object.fromEntries(given.filter(([name]) => !set.has(name))) };
}

/** A value in the environment also wins over the file that the settings file names for it, and the other way round. */
function twin(name: string): string {
  return name.endsWith('_FILE') && !settingFacts.has(name) ? name.slice(0, -'_FILE'.length) : `${name}_FILE`;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown reason';
    throw new SettingsError([`The settings file ${path} cannot be read (${code}).`]);
  }
}
