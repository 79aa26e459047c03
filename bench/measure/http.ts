import { Pool } from 'undici';
import type { HttpContestant } from '../contestants/over-http.ts';
import { inSession, posting, type Message } from '../contestants/requests.ts';
import type { OneCall } from './load.ts';
import type { Place } from './place.ts';
import type { Server } from './server.ts';

/** A contestant that listens. */
export interface Listening {
  readonly name: string;
  readonly server: Server;
  readonly pool: Pool;
  /** Path of its MCP endpoint. */
  readonly path: string;
  /** Its `lightdash_list_groups`. */
  readonly call: OneCall;
  /** Any other message; its answer must hold `expected`. */
  readonly sending: (message: Message, expected: string) => OneCall;
  readonly close: () => Promise<void>;
}

/** Starts a contestant and a client with sixteen connections for it. */
export async function listen(place: Place, contestant: HttpContestant): Promise<Listening> {
  const server = contestant.start(place);
  const { origin, pathname: path } = new URL(await server.printed(/http:\S+\/mcp/));
  const pool = new Pool(origin, { connections: 16, headersTimeout: 60_000 });
  return {
    name: contestant.name,
    server,
    pool,
    path,
    call: posting(pool, path, contestant.sessions ? await inSession(pool, path, contestant.call) : contestant.call),
    sending: (message, expected) => posting(pool, path, message, expected),
    close: async () => {
      await pool.destroy();
      await server.stop();
    },
  };
}
