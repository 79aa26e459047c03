import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where state is kept when STEWARD_STATE_DIR is not set, by the habit of the operating system. */
export function defaultStateDir(): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = process.env;
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'steward-mcp');
  return join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'steward-mcp');
}
