import type { Dispatcher } from 'undici';

/** An answer as it came, its body whole. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * Takes in one answer, the body as text. undici's own `request` makes a stream, a signal and an async resource for each exchange, which
 * together cost more than the exchange (docs/decisions/0021); sizes and silences are limited by the pool either way.
 */
export class Receiver implements Dispatcher.DispatchHandler {
  /** Rejects with undici's own errors, or with what `end` was told. */
  readonly done: Promise<Received>;
  status: number | undefined;
  headers: Received['headers'] = {};
  /** Something was, or may have been, put on the wire. */
  started = false;
  #controller: Dispatcher.DispatchController | undefined;
  #reason: Error | undefined;
  readonly #chunks: Buffer[] = [];
  #resolve: (received: Received) => void = nothing;
  #reject: (error: Error) => void = nothing;

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Breaks the exchange off: its connection is closed, or it is never begun. */
  end(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
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
