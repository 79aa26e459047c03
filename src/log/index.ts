import { destination, pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** What every logger of this server hides, wherever it stands in a logged object. */
const HIDDEN = ['authorization', 'cookie', 'password', 'token', 'secret', 'apiKey', 'headers', 'args', 'body'];

/** A logger that writes JSON lines to stderr: stdout belongs to the protocol. */
export function openLog(level: string): Logger {
  const paths = HIDDEN.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  // Synchronous, so that the last line before an exit is not lost.
  return pino({ level, base: undefined, redact: { paths, censor: '[hidden]' } }, destination({ fd: 2, sync: true }));
}
