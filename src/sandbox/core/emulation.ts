import type { IncomingHttpHeaders } from 'node:http';

/** One request as an emulation sees it. */
export interface Ask {
  readonly method: string;
  /** Path below the emulation's prefix, still encoded, without query. */
  readonly path: string;
  /** Decoded path parameters of the matched route. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as received; empty when there is none. */
  readonly text: string;
}

/** What an emulation answers. An object or array `body` is sent as JSON, a string as it is. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers one request. Throwing a Reply answers it too: how guards refuse. */
export type Handler = (ask: Ask) => Reply;

/** One vendor, emulated: fresh state each time it is opened. */
export interface Emulation {
  /** The catalogue's system id. */
  readonly id: string;
  /** Where it is mounted, as `/lightdash`. */
  readonly prefix: string;
  /** `METHOD /path/{parameter}` to handler: the documented routes and the few around them. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** Answers every other request. */
  readonly unknown: Handler;
  /** Answers a request whose body is over 5 MB; 413 without it. */
  readonly tooLarge?: Reply;
  /** Answers a request as if the credential that it carries had just ended; undefined where it carries none. */
  readonly expired?: (ask: Ask) => Reply | undefined;
  /** The settings (environment names) that make a client use it, its URL aside. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The setting that carries its URL. */
  readonly urlSetting: string;
}

/** Whether something thrown is a reply. */
export function isReply(thrown: unknown): thrown is Reply {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && typeof thrown.status === 'number';
}
