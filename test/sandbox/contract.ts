import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ask, Emulation } from '../../src/sandbox/core/emulation.ts';
import { serveEmulations, type Sandbox } from '../../src/sandbox/core/server.ts';
import { differences, neutral, type Answer } from './shape.ts';

/** What was asked in a recorded exchange. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** Who asked, in words. */
  readonly auth: string;
  /** Headers of this request alone. */
  readonly headers?: RequestHeaders;
  readonly contentType?: string;
}

/** One recorded exchange; `label` names the case. */
export interface Exchange {
  readonly operationId: string;
  readonly label: string;
  readonly request: RecordedRequest;
  readonly response: Answer;
}

/** Request headers; one that is undefined is not sent. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;
/** Headers of somebody who is signed in, at the emulation's address. */
export type SignIn = (auth: string, url: string) => Promise<RequestHeaders> | RequestHeaders;

/** A request that prepares the state: a recorded one by its key, or one in the same form. */
export type Step = string | (Pick<RecordedRequest, 'method' | 'path' | 'auth'> & { readonly body?: unknown });

/** What it takes to replay recordings against an emulation. */
export interface Contract {
  readonly open: () => Emulation;
  /** Another fresh emulation for some exchanges, by key: another deployment. */
  readonly openFor?: (key: string) => Emulation | undefined;
  /** Folder below test/recordings. */
  readonly recordings: string;
  /** Files (operation ids) to replay, all of their exchanges. */
  readonly operations: readonly string[];
  /** Single exchanges of other files, by key. */
  readonly keys?: readonly string[];
  /** Recorded texts (ids, addresses) and what stands for them in the emulation; replaced everywhere in requests and answers. */
  readonly translate: Readonly<Record<string, string>>;
  readonly signIn: SignIn;
  /** Steps that bring about the state of an exchange, by key (`operationId/label`). The state is fresh otherwise. */
  readonly before?: Readonly<Record<string, readonly Step[]>>;
  /** What differs in the request itself, by key: what the recordings had to redact. */
  readonly change?: Readonly<Record<string, Partial<RecordedRequest>>>;
  /** Whether bodies of 4xx answers are compared word for word, ids and addresses aside. */
  readonly exactRefusals?: boolean;
  /** Members whose own members are named by data, as a permission by its code: compared as lists of what they hold. */
  readonly maps?: readonly string[];
  /** Exchanges that the emulation need not answer alike, by key, and why. */
  readonly exceptions: Readonly<Record<string, string>>;
}

/** Recorded exchanges of some operations by key: `operationId/label`, a repeated label with ` #2` and so on. */
export function readExchanges(folder: string, operations: readonly string[]): ReadonlyMap<string, Exchange> {
  const found = new Map<string, Exchange>();
  for (const operation of operations) {
    const exchanges: Exchange[] = JSON.parse(readFileSync(new URL(`../recordings/${folder}/${operation}.json`, import.meta.url), 'utf8'));
    for (const exchange of exchanges) {
      const name = `${operation}/${exchange.label}`;
      let key = name;
      for (let n = 2; found.has(key); n += 1) key = `${name} #${n}`;
      found.set(key, exchange);
    }
  }
  return found;
}

/** An emulation whose state can be made fresh while it is served. */
export function resettable(open: () => Emulation): { readonly emulation: Emulation; readonly reset: (reopen?: () => Emulation) => void } {
  let current = open();
  const routes = Object.fromEntries(
    Object.keys(current.routes).map((route) => [route, (ask: Ask) => (current.routes[route] ?? current.unknown)(ask)]),
  );
  const emulation = { ...current, routes, unknown: (ask: Ask) => current.unknown(ask) };
  return { emulation, reset: (reopen = open) => void (current = reopen()) };
}

/** A request in recorded form without its author. */
export type Sendable = Pick<RecordedRequest, 'method' | 'path' | 'body'> &
  Partial<Pick<RecordedRequest, 'query' | 'headers' | 'contentType'>>;

/** Sends a request in recorded form and reads the answer in recorded form. A body that is a string is sent as it is. */
export async function send(url: string, request: Sendable, headers: RequestHeaders): Promise<Answer> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) for (const one of [value].flat()) query.append(name, String(one));
  const hasBody = request.body !== null && request.body !== undefined;
  const sent = new Headers(hasBody ? { 'content-type': request.contentType ?? 'application/json' } : {});
  for (const [name, value] of Object.entries({ ...headers, ...request.headers })) if (value !== undefined) sent.set(name, value);
  const response = await fetch(`${url}${request.path}${query.size > 0 ? `?${query}` : ''}`, {
    method: request.method,
    redirect: 'manual',
    headers: sent,
    ...(hasBody ? { body: typeof request.body === 'string' ? request.body : JSON.stringify(request.body) } : {}),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const body: unknown = type.includes('json') && text !== '' ? JSON.parse(text) : text;
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** Declares the tests: each operation's exchanges answer alike, exceptions are needed, and the count of both is told. */
export function contractTests(name: string, contract: Contract): void {
  const exchanges = new Map(readExchanges(contract.recordings, contract.operations));
  for (const key of contract.keys ?? []) exchanges.set(key, elsewhere(contract.recordings, key));
  const state = resettable(contract.open);
  let sandbox: Sandbox | undefined;
  const url = () => sandbox?.urls[state.emulation.id] ?? '';
  // One sign-in for all steps of an exchange, so that they share a session.
  const signedIn = new Map<string, RequestHeaders>();

  async function headers(auth: string): Promise<RequestHeaders> {
    const known = signedIn.get(auth) ?? (await contract.signIn(auth, url()));
    signedIn.set(auth, known);
    return known;
  }

  async function replay(key: string): Promise<Answer> {
    const exchange = exchanges.get(key) ?? elsewhere(contract.recordings, key);
    const request = { ...translated(exchange.request, contract.translate), ...contract.change?.[key] };
    return send(url(), request, await headers(request.auth));
  }

  async function compare(key: string, exchange: Exchange): Promise<readonly string[]> {
    state.reset(() => contract.openFor?.(key) ?? contract.open());
    signedIn.clear();
    for (const step of contract.before?.[key] ?? []) {
      const answer = typeof step === 'string' ? await replay(step) : await send(url(), { body: null, ...step }, await headers(step.auth));
      expect(answer.status, `${key}: a step before it (${typeof step === 'string' ? step : step.path}) failed`).toBeLessThan(400);
    }
    const recorded = swapped(exchange.response, contract.translate);
    const actual = await replay(key);
    const found = differences(listed(recorded, contract.maps), listed(actual, contract.maps));
    const refused = contract.exactRefusals && recorded.status >= 400 && recorded.status < 500 && typeof recorded.body === 'object';
    return refused && found.length === 0 ? refusalDifferences(recorded, actual) : found;
  }

  describe(`${name}`, () => {
    beforeAll(async () => {
      sandbox = await serveEmulations([state.emulation]);
    });
    afterAll(() => sandbox?.close());

    const operations = new Set([...exchanges.keys()].map((key) => key.slice(0, key.indexOf('/'))));
    for (const operation of operations) {
      test(`${operation} answers as recorded`, async () => {
        const wrong: string[] = [];
        for (const [key, exchange] of exchanges) {
          if (!key.startsWith(`${operation}/`)) continue;
          const found = await compare(key, exchange);
          if (key in contract.exceptions) {
            if (found.length === 0) wrong.push(`${key}: is excepted, but answers alike`);
          } else wrong.push(...found.map((difference) => `${key}: ${difference}`));
        }
        expect(wrong).toEqual([]);
      });
    }

    const excepted = Object.keys(contract.exceptions).length;
    test(`${exchanges.size - excepted} exchanges compared, ${excepted} excepted`, () => {
      const named = [...Object.keys(contract.exceptions), ...Object.keys(contract.before ?? {}), ...Object.keys(contract.change ?? {})];
      // Keys of steps may name exchanges of other files, so only the tables' own keys must be among these.
      expect(named.filter((key) => !exchanges.has(key))).toEqual([]);
      expect(exchanges.size).toBeGreaterThan(0);
    });
  });
}

function elsewhere(folder: string, key: string): Exchange {
  const exchange = readExchanges(folder, [key.slice(0, key.indexOf('/'))]).get(key);
  if (!exchange) throw new Error(`No recorded exchange ${key}`);
  return exchange;
}

function translated({ auth, ...rest }: RecordedRequest, table: Readonly<Record<string, string>>): RecordedRequest {
  return { ...swapped(rest, table), auth };
}

/** A recorded value with this emulation's texts in it. */
function swapped<T>(recorded: T, table: Readonly<Record<string, string>>): T {
  let text = JSON.stringify(recorded);
  for (const [one, own] of Object.entries(table)) text = text.replaceAll(one, own);
  return JSON.parse(text);
}

function refusalDifferences(recorded: Answer, actual: Answer): readonly string[] {
  const [one, other] = [recorded, actual].map(({ body }) => neutral(JSON.stringify(body || null)));
  return one === other ? [] : [`refusal is ${other}, recorded was ${one}`];
}

function listed(answer: Answer, maps: readonly string[] = []): Answer {
  if (maps.length === 0 || typeof answer.body !== 'object') return answer;
  const text = JSON.stringify(answer.body, (name, value: unknown) =>
    maps.includes(name) && value !== null && typeof value === 'object' ? Object.values(value) : value,
  );
  return { ...answer, body: JSON.parse(text) };
}
