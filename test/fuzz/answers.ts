import { createServer } from 'node:http';
import { once } from 'node:events';
import { openAdapters } from '../../src/adapters.ts';
import { readSettings } from '../../src/config/index.ts';
import { checkInput, isObject, type Arguments, type Operation } from '../../src/operation/index.ts';
import { openSandbox } from '../../src/sandbox/index.ts';
import { systems } from '../../tools/index.ts';
import { samplesOf } from '../call/samples.ts';
import { argumentsOf, recordedExchanges } from '../vendor/recordings.ts';

/** What a system puts on the wire. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** A call, and what the system really answers to it. */
export interface Answered {
  readonly system: string;
  readonly operation: Operation;
  readonly args: Arguments;
  readonly wire: Wire;
}

/** They use the configured credentials, at the address at which every adapter signs in by itself. */
const SIGN_IN = new Set(['login', 'iam_login_create', 'iam_session_token_create']);

const operations = systems.flatMap(({ id, groups }) =>
  groups.flatMap((group) =>
    group.operations.filter((operation) => !SIGN_IN.has(operation.id)).map((operation) => ({ system: id, operation })),
  ),
);

/** Every recorded answer to a call that the tools can make. */
export function recordedAnswers(): readonly Answered[] {
  return ['lightdash', 'ciso-assistant'].flatMap((system) =>
    recordedExchanges(system).flatMap((exchange): Answered[] => {
      const operation = operations.find((one) => one.system === system && one.operation.id === exchange.operationId)?.operation;
      const args = operation && argumentsOf(operation, exchange);
      if (!operation || !args || 'problems' in checkInput(operation, args)) return [];
      const { status, headers, body } = exchange.response;
      const text = typeof body === 'string' ? body : body === null || body === undefined ? '' : JSON.stringify(body);
      return [{ system, operation, args, wire: { status, headers, bytes: Buffer.from(text) } }];
    }),
  );
}

/** What the emulated systems answer of which there is no recording: to the plainest and to the fullest call of each operation. */
export async function emulatedAnswers(): Promise<readonly Answered[]> {
  const sandbox = await openSandbox();
  const heard: Wire[] = [];
  const origin = new URL(sandbox.urls['knowledgeowl'] ?? '').origin;
  const between = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && !/^(host|connection|content-length|transfer-encoding)$/.test(name) ? [[name, value]] : [],
    );
    const answer = await fetch(`${origin}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      ...(chunks.length > 0 && request.method !== 'GET' ? { body: Buffer.concat(chunks) } : {}),
      redirect: 'manual',
    });
    const wire = {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? '' },
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
    heard.push(wire);
    response.writeHead(wire.status, wire.headers).end(wire.bytes);
  });
  await once(between.listen(0, '127.0.0.1'), 'listening');
  const address = between.address();
  const here = `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`;
  const settings = Object.fromEntries(Object.entries(sandbox.settings).map(([name, value]) => [name, value.replace(origin, here)]));
  const adapters = openAdapters(readSettings(settings));
  const found: Answered[] = [];
  for (const { system, operation } of operations.filter(({ system: id }) => id !== 'lightdash' && id !== 'ciso-assistant')) {
    for (const args of samplesOf(operation).slice(0, 2)) {
      heard.length = 0;
      await adapters
        .get(system)
        ?.call(operation, args)
        .catch(() => undefined);
      const wire = heard.at(-1);
      if (wire) found.push({ system, operation, args, wire });
    }
  }
  await Promise.all([...adapters.values()].map((adapter) => adapter.close()));
  between.closeAllConnections();
  between.close();
  await sandbox.close();
  return found;
}
