import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that some tests need and npm cannot bring. */
export interface Program {
  /** Where it is, or its name where it is not. */
  readonly path: string;
  /** Whether its tests are left out: it is not here, and `CI` is not set. With `CI` they run, and fail. */
  readonly isMissing: boolean;
  /** What to add to the name of such tests. */
  readonly note: string;
}

/** Looks for a program, under any of its names, on the search path. */
export function programNamed(names: readonly [string, ...string[]], debianPackage: string): Program {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  const isMissing = found === undefined && !process.env['CI'];
  return {
    path: found ?? names[0],
    isMissing,
    note: isMissing ? ` (left out: no ${names[0]} here; apt-get install ${debianPackage})` : '',
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
