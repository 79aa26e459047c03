import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a process prints that has one module of ours, as `ours`, and a limit of the system, as `ulimit` takes it. Runs what was built. */
export async function printedUnder(limit: string, module: string, code: string, ...args: readonly string[]): Promise<string> {
  const built = new URL(`../../dist/src/${module}`, import.meta.url).href;
  const program = `import * as ours from '${built}'; ${code}`;
  const shell = `ulimit ${limit}; exec "$0" --input-type=module -e "$@"`;
  return (await promisify(execFile)('sh', ['-c', shell, process.execPath, program, ...args])).stdout;
}
