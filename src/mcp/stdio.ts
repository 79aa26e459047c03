import type { Readable, Writable } from 'node:stream';
import { serializeMessage, type JSONRPCMessage, type McpRequestContext, type Transport } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { openLane, type Lane } from './lane.ts';
import { openServers, type McpParts } from './server.ts';

/** Where a client's messages come from and the answers go. */
export interface Pipes {
  readonly stdin: Readable;
  readonly stdout: Writable;
}

/** A client that is served over pipes. */
export interface ServedOverStdio {
  readonly close: () => Promise<void>;
  /** Resolves when nothing more is read, whoever ended that: the client by closing or by a line of more than 10 MB, or `close`. */
  readonly closed: Promise<void>;
}

/** Serves one client over a pair of pipes, by default this process's stdin and stdout, until the one that is read closes. */
export function serveOverStdio(parts: McpParts, pipes: Pipes = process): ServedOverStdio {
  const { whole } = openServers(parts);
  const wire = new Wire(pipes);
  const factory = (context: McpRequestContext) => {
    const server = whole(context);
    const connect = server.connect.bind(server);
    server.connect = (channel) => connect((wire.lane = openLane(channel, wire)));
    return server;
  };
  const served = serveStdio(factory, { onerror: (error) => parts.log.warn({ err: error }, 'stdio'), transport: wire });
  return { close: () => served.close(), closed: wire.closed };
}

/** What the SDK's entry reads from and writes to: the SDK's own transport, but for how it writes, and for calls, which take the lane. */
class Wire implements Transport {
  /** Of the server that is connected last. */
  lane: Lane | undefined;
  onmessage: Transport['onmessage'];
  onclose: Transport['onclose'];
  onerror: Transport['onerror'];
  readonly closed: Promise<void>;
  #tellClosed: () => void = () => undefined;
  readonly #stdout: Writable;
  readonly #reader: StdioServerTransport;
  #ready: string[] = [];

  constructor({ stdin, stdout }: Pipes) {
    this.closed = new Promise((resolve) => (this.#tellClosed = resolve));
    this.#stdout = stdout;
    this.#reader = new StdioServerTransport(stdin, stdout);
  }

  start(): Promise<void> {
    this.#reader.onmessage = (message) => {
      if (!this.lane?.take(message)) this.onmessage?.(message);
    };
    this.#reader.onclose = () => {
      this.onclose?.();
      this.#tellClosed();
    };
    this.#reader.onerror = (error) => this.onerror?.(error);
    return this.#reader.start();
  }

  close(): Promise<void> {
    return this.#reader.close();
  }

  /** What is ready in one turn of the event loop leaves together: on a pipe each write is a system call that wakes the client. */
  async send(message: JSONRPCMessage): Promise<void> {
    this.#ready.push(serializeMessage(message));
    if (this.lane?.isIdle()) this.#write();
    else if (this.#ready.length === 1) setImmediate(() => this.#write());
  }

  #write(): void {
    if (this.#ready.length > 0) this.#stdout.write(this.#ready.join(''));
    this.#ready = [];
  }
}
