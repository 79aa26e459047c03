import { Pool } from 'undici';
import type { HttpContestant } from '../contestants/over-http.ts';
import { answerTo, openSession, posting, type Message } from '../contestants/requests.ts';
import type { OneCall } from './load.ts';
import type { Place } from './place.ts';
import type { Server } from './server.ts';

/** A contestant that listens. */
export interface Listening {
  readonly name: string;
  /** Its MCP endpoint. */
  readonly url: URL;
  readonly server: Server;
  /** The same as a list, for taking turns. */
  readonly servers: readonly Server[];
  /** Its `lightdash_list_groups`. */
  readonly call: OneCall;
  /** Its list of tools; the answer must hold `expected`. */
  readonly list: (expected: string) => OneCall;
  /** The JSON-RPC message with its list of tools. */
  readonly listed: () => Promise<unknown>;
  /** Any other message; its answer must hold `expected`. */
  readonly sending: (message: Message, expected: string) => OneCall;
  readonly close: () => Promise<void>;
}

/** Starts a contestant and a client with sixteen connections for it. */
export async function listen(place: Place, contestant: HttpContestant): Promise<Listening> {
  const server = contestant.start(place);
  const url = new URL(await server.printed(/http:\S+\/mcp/));
  const { origin, pathname: path } = url;
  const pool = new Pool(origin, { connections: 16, headersTimeout: 60_000 });
  const session = contestant.sessions ? await openSession(pool, path) : {};
  const within = (message: Message): Message => ({ ...message, headers: { ...message.headers, ...session } });
  const [call, list] = [within(contestant.call), within(contestant.list)];
  return {
    name: contestant.name,
    url,
    server,
    servers: [server],
    call: posting(pool, path, call),
    list: (expected) => posting(pool, path, list, expected),
    listed: () => answerTo(pool, path, list),
    sending: (message, expected) => posting(pool, path, message, expected),
    close: async () => {
      await pool.destroy();
      await server.stop();
    },
  };
}
