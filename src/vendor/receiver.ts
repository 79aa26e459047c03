import { errors, type Dispatcher } from 'undici';
import type { UnderWay } from './lookout.ts';

/** An answer as it came, its body whole. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Takes in one answer, the body as text. undici's own `request` makes a stream, an async resource and a listener for each exchange, about a third
 * of what a call costs without network and MCP (docs/decisions/0021); sizes and silences are limited by the pool either way.
 */
export class Receiver implements Dispatcher.DispatchHandler, UnderWay {
  /** Rejects with undici's own errors. */
  readonly done: Promise<Received>;
  status: number | undefined;
  headers: Received['headers'] = {};
  /** Something was, or may have been, put on the wire. */
  started = false;
  /** Its time was up. */
  late = false;
  #controller: Dispatcher.DispatchController | undefined;
  #reason: Error | undefined;
  readonly #chunks: Buffer[] = [];
  #resolve: (received: Received) => void = nothing;
  #reject: (error: Error) => void = nothing;
  readonly #deadline: number;
  readonly #signal: AbortSignal | undefined;

  /** `deadline` is a time of `performance.now()`. */
  constructor(deadline: number, signal: AbortSignal | undefined) {
    this.#deadline = deadline;
    this.#signal = signal;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Breaks the exchange off when it is: its connection is closed, or it is never begun. */
  endIfOver(now: number): void {
    this.late = now >= this.#deadline;
    if (!this.late && !this.#signal?.aborted) return;
    this.#reason = new errors.RequestAbortedError();
    this.#controller?.abort(this.#reason);
    this.#reject(this.#reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#reason) return controller.abort(this.#reason);
    this.started = true;
    this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Received['headers']): void {
    // 1xx only announces an answer.
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first, ...more] = this.#chunks;
    const text = first === undefined ? '' : (more.length === 0 ? first : Buffer.concat(this.#chunks)).toString();
    this.#resolve({ status: this.status ?? 0, headers: this.headers, text: text.startsWith('\uFEFF') ? text.slice(1) : text });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

function nothing(): void {
  // Replaced before anything can happen.
}
