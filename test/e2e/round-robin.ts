import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { isObject } from '../../src/operation/index.ts';

/** A reverse proxy in front of replicas. */
export interface RoundRobin {
  readonly origin: string;
  /** How many requests each replica has had, in their order. */
  readonly counts: readonly number[];
  readonly close: () => Promise<void>;
}

/** Hands each request to the next of `origins`, as it is. */
export async function roundRobin(origins: readonly string[]): Promise<RoundRobin> {
  const counts = origins.map(() => 0);
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const at = turn++ % origins.length;
    counts[at] = (counts[at] ?? 0) + 1;
    const { method = 'GET', headers, url = '/' } = incoming;
    const passed = request(`${origins[at] ?? ''}${url}`, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${isObject(address) ? String(address['port']) : ''}`,
    counts,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
