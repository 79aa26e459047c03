import { Writable } from 'node:stream';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { openServers, type McpParts } from './server.ts';

/** Serves one client over this process's stdin and stdout, until stdin closes. */
export function serveOverStdio(parts: McpParts): { readonly close: () => Promise<void> } {
  return serveStdio(openServers(parts).whole, {
    onerror: (error) => parts.log.warn({ err: error }, 'stdio'),
    transport: new Together(together(process.stdout)),
  });
}

/** Most bytes that wait for one write before more are held back: the answers of one turn, of which each may be large. */
const ROOM = 1024 * 1024;

/** Writes what was held back in one piece. */
function together(out: Writable): Writable {
  const held = new Writable({
    highWaterMark: ROOM,
    decodeStrings: false,
    write: (text, encoding, done) => void out.write(text, encoding, done),
    writev: (pieces, done) => void out.write(pieces.map(({ chunk }) => String(chunk)).join(''), done),
  });
  // Every answer that does not find room listens until there is some; Node would warn of more than ten.
  return held.setMaxListeners(0);
}

/** What is ready in one turn of the event loop leaves together: on a pipe each write is a system call that wakes the client. */
class Together extends StdioServerTransport {
  readonly #out: Writable;
  #isHeld = false;

  constructor(out: Writable) {
    super(process.stdin, out);
    this.#out = out;
  }

  override send(message: JSONRPCMessage): Promise<void> {
    if (!this.#isHeld) {
      this.#isHeld = true;
      this.#out.cork();
      setImmediate(() => {
        this.#isHeld = false;
        this.#out.uncork();
      });
    }
    return super.send(message);
  }
}
