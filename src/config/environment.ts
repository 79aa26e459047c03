import type { Environment } from './read.ts';

let read: (() => Environment) | undefined;

/** Has `processEnvironment` add the settings of a file from now on; undefined changes nothing. */
export async function useSettingsFile(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  // Loaded when there is one: most hosts give the environment alone.
  const { withSettingsFile } = await import('./settings-file.ts');
  read = () => withSettingsFile(process.env, path);
}

/** The environment of this process, with the settings file where there is one: nothing else looks at it. Throws a SettingsError where that file is wrong. */
export function processEnvironment(): Environment {
  return read ? read() : process.env;
}
