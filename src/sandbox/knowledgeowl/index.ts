import type { Ask, Emulation, Handler, Reply } from '../core/emulation.ts';
import { keys, methodsOf } from './access.ts';
import { openAccount } from './account.ts';
import { inputOf } from './ask.ts';
import { listReaders } from './list.ts';
import { answer, failure } from './reply.ts';
import { createReader, updateReader, type Passwords, type Writing } from './write.ts';

export { knowledgeBases, readerGroups } from './account.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * KnowledgeOwl's reader endpoint, emulated: fresh state on each call.
 * `KNOWLEDGEOWL_URL` is the base to which the documented paths are joined (at the vendor it ends in `/api/head`), because those
 * paths start at `/reader.json`: nothing is to be added to it or cut from it.
 * `passwords` says who keeps them (readers by default); `now` (milliseconds since 1970) lets a test move time.
 */
export function openKnowledgeOwl({
  passwords = 'self',
  now = Date.now,
}: { readonly passwords?: Passwords; readonly now?: () => number } = {}): Emulation {
  const account = openAccount();
  const writing: Writing = { account, passwords, now };

  const getReader = (id: string): Reply => {
    const reader = account.readers.get(id);
    return reader ? answer({ data: reader }) : failure(404, 'Reader not found');
  };
  const onList = byMethod({
    GET: (_, input) => listReaders(account, input),
    POST: (_, input) => createReader(writing, input),
    // Tells the members of a reader instead of readers.
    EXPLAIN: () => answer({ data: Object.keys(account.readers.all()[0] ?? {}) }),
  });
  const onOne = byMethod({
    GET: ({ params }) => getReader(params.id ?? ''),
    PUT: ({ params }, input) => updateReader(writing, params.id ?? '', input),
  });

  return {
    id: 'knowledgeowl',
    prefix: '/knowledgeowl',
    urlSetting: 'KNOWLEDGEOWL_URL',
    credentials: { KNOWLEDGEOWL_API_KEY: keys.full },
    routes: {
      'GET /reader.json': onList,
      'POST /reader.json': onList,
      'GET /reader/{id}.json': onOne,
      'PUT /reader/{id}.json': onOne,
    },
    expired: () => failure(401, 'Invalid API key'),
    unknown: () => failure(404, 'Not found'),
  };
}

/** The handler of the method that counts, if the key may use that method. */
function byMethod(handlers: Readonly<Record<string, (ask: Ask, input: Input) => Reply>>): Handler {
  return (ask) => {
    const may = methodsOf(ask);
    // `_method`, in the query or the body, overrules the real method, as at the vendor.
    const { _method, ...input } = inputOf(ask);
    const method = typeof _method === 'string' ? _method.toUpperCase() : ask.method;
    const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
    if (!handler) return failure(405, 'Method not allowed');
    return may.includes(method) ? handler(ask, input) : failure(403, `This API key may not ${method}`);
  };
}
