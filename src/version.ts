import { readFileSync } from 'node:fs';

/** The version of this package, from its package.json, which is two folders up in `dist` and one in the sources. */
export const version: string = readVersion();

function readVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (name === 'steward-mcp' && typeof found === 'string') return found;
    } catch {
      // Not this one.
    }
  }
  return '0.0.0';
}
