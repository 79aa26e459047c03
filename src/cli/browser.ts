import { spawn } from 'node:child_process';

/**
 * Opens a link in the browser of this machine's person; false when that is not possible. `command` is the program to open it with,
 * `none` for no browser, undefined for the operating system's own. No shell is involved.
 */
export function openInBrowser(link: string, command: string | undefined): Promise<boolean> {
  if (command === 'none') return Promise.resolve(false);
  const [program = '', ...args] = command === undefined ? byPlatform() : [command];
  return new Promise((resolve) => {
    // The output of a browser must not reach stdout, which belongs to the protocol.
    const child = spawn(program, [...args, link], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function byPlatform(): readonly string[] {
  if (process.platform === 'darwin') return ['open'];
  return process.platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}
