import type { RedisClientType } from '@redis/client';
import { within } from './within.ts';

/** A client of one database. */
type Client = Pick<RedisClientType, 'get' | 'set' | 'del' | 'incr' | 'mGet' | 'zRange' | 'multi' | 'destroy' | 'close'>;

/** Told when the server is lost, with the fault, and when it is back, with nothing. */
export type Notice = (fault: unknown) => void;

/** One connection that is opened when it is first needed, and again after it was lost. */
export interface Connection {
  /** Runs commands. Rejects at once where nothing answers the door, and after 2 seconds of silence; nothing is queued for later. */
  readonly run: <T>(commands: (client: Client) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Longest time for everything that one call of a store needs, in milliseconds. */
const LIMIT = 2_000;

/** Prepares a connection; nothing is sent before the first command. */
export function openConnection(url: string, notice: Notice): Connection {
  let current: Promise<Client> | undefined;
  let lost = false;
  let closed = false;

  const drop = (which: Promise<Client>) => {
    if (current === which) current = undefined;
    // A server that is silent would otherwise keep the connection, and with it every later command.
    which.then((client) => client.destroy()).catch(() => undefined);
  };
  const failed = (which: Promise<Client>, fault: unknown) => {
    drop(which);
    if (!lost && !closed) notice(fault);
    lost = true;
  };
  const connection = (): Promise<Client> => {
    if (current) return current;
    const fresh: Promise<Client> = connect(url, (fault) => failed(fresh, fault));
    current = fresh;
    return fresh;
  };

  return {
    run: async (commands) => {
      if (closed) throw new Error('The state store is closed.');
      const used = connection();
      try {
        const result = await within(LIMIT, used.then(commands));
        if (lost) notice(undefined);
        lost = false;
        return result;
      } catch (thrown) {
        // Also after an answer that is an error: after a failover only a new connection reaches the server that may write.
        failed(used, thrown);
        throw thrown;
      }
    },
    close: async () => {
      closed = true;
      const used = current;
      if (!used) return;
      // Commands that are under way may end, but a silent server does not hold up the end of the process.
      await within(
        LIMIT,
        used.then((client) => client.close()),
      ).catch(() => drop(used));
    },
  };
}

async function connect(url: string, onFault: (fault: unknown) => void): Promise<Client> {
  // Loaded when it is needed: most servers have no Redis.
  const { createClient } = await import('@redis/client');
  const client: RedisClientType = createClient({
    url,
    // Without a queue a lost server is a fault at once; the next call opens a new connection.
    disableOfflineQueue: true,
    disableClientInfo: true,
    socket: { connectTimeout: LIMIT, reconnectStrategy: false },
  });
  client.on('error', onFault);
  await client.connect();
  return client;
}
