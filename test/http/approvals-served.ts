import { request } from 'node:http';
import { fastify, type FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { openConfirmations, type Binding, type Confirmation, type Confirmations, type Question } from '../../src/confirm/index.ts';
import { approvalsRoutes, newTicket, type ApprovalsParts } from '../../src/http/approvals/index.ts';
import { openLog } from '../../src/log/index.ts';
import { newKey } from '../../src/state/key.ts';
import { memoryStore } from '../../src/state/memory.ts';

/** A request as the pipeline makes them. */
export const QUESTION: Question = {
  tool: 'lightdash_delete_group',
  title: 'Delete group',
  system: 'lightdash',
  because: 'It removes the group and every access that the group gave.',
  says: 'Delete group "Finance" with 12 members',
  undo: 'Create the group again and add its members.',
  args: { groupUuid: '3675b69e-8324-4110-bdca-059031aa8da3', notify: false },
  principal: 'robin@example.com',
  client: 'Example Desktop 1.4',
};

/** What the yes to it is bound to. */
export const BINDING: Binding = { principal: QUESTION.principal, tool: QUESTION.tool, args: '{"groupUuid":"3675b69e"}' };

/** A clock that only moves when a test moves it. */
export interface Clock {
  now: number;
}

/** The pages, served on a real socket. */
export interface Served {
  readonly origin: string;
  readonly parts: ApprovalsParts;
  readonly confirmations: Confirmations;
  readonly clock: Clock;
  readonly app: FastifyInstance;
  /** Puts a request into the store. */
  readonly asked: (question?: Partial<Question>, binding?: Partial<Binding>) => Promise<Confirmation>;
  readonly browser: () => Browser;
  /** A browser that has used a link. */
  readonly signedIn: (approver?: string) => Promise<Browser>;
}

/** Serves the pages over a store in memory, with whatever parts a test wants otherwise. */
export async function served(other: Partial<ApprovalsParts> = {}): Promise<Served> {
  const clock: Clock = { now: Date.UTC(2026, 1, 3, 14, 22) };
  const now = () => clock.now;
  const [store, key] = [other.store ?? memoryStore(now), other.key ?? newKey()];
  const confirmations = other.confirmations ?? openConfirmations(store, key, now);
  const howToSignIn = 'Run steward-mcp approvals in a terminal to get a link.';
  const parts: ApprovalsParts = { store, key, confirmations, log: openLog('silent'), howToSignIn, now, ...other };
  const app = fastify({ forceCloseConnections: true });
  await approvalsRoutes(app, parts);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  const browser = () => browserAt(origin);
  return {
    origin,
    parts,
    confirmations,
    clock,
    app,
    browser,
    asked: (question, binding) => confirmations.ask({ ...BINDING, ...binding }, { ...QUESTION, ...question }),
    signedIn: async (approver = 'Kim Example') => {
      const signed = browser();
      await signed.get(`/approvals?ticket=${newTicket(parts, approver)}`);
      return signed;
    },
  };
}

/** An answer with its text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** As much of a browser as forms need: it keeps one site's cookies, sends what browsers send with forms, and follows nothing. */
export interface Browser {
  cookie: string;
  readonly get: (path: string, headers?: Record<string, string>, method?: string) => Promise<Answer>;
  /** Sends a form. Headers replace those that a browser would send; `undefined` leaves one out. */
  readonly post: (path: string, fields: Record<string, string>, headers?: Record<string, string | undefined>) => Promise<Answer>;
  /** Opens the page, and sends its form (to `action`, where that is another address) with the hidden token. */
  readonly answer: (path: string, fields: Record<string, string>, action?: string) => Promise<Answer>;
}

function browserAt(origin: string): Browser {
  const fetched = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(origin + path, { ...init, redirect: 'manual' });
    const set = response.headers.get('set-cookie');
    if (set !== null) browser.cookie = set.split(';')[0] ?? '';
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const browser: Browser = {
    cookie: '',
    get: (path, headers = {}, method = 'GET') => fetched(path, { method, headers: { cookie: browser.cookie, ...headers } }),
    post: (path, fields, headers = {}) => {
      const sent = {
        cookie: browser.cookie,
        origin,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      };
      const present = Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
      return fetched(path, { method: 'POST', headers: Object.fromEntries(present), body: new URLSearchParams(fields).toString() });
    },
    answer: async (path, fields, action = path) => {
      const page = await browser.get(path);
      return browser.post(action, { token: tokenIn(page.text), ...fields });
    },
  };
  return browser;
}

/** The token in a page's forms. */
export function tokenIn(page: string): string {
  return /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

/** The status of a plain GET with a Host header of one's choice, which fetch does not allow. */
export function statusWithHost(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}
