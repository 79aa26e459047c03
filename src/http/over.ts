import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What waits for the end of each connection. Arrays: there are few at once, and nothing of them stays. */
const waiting = new WeakMap<Socket, (() => void)[]>();

/**
 * Calls `then` once, when an answer is sent or its client is gone. A response that waits behind another one on its connection does not close when
 * the connection does, and one of a connection that is closed already never does.
 */
export function whenOver(response: ServerResponse, then: () => void): void {
  const { socket } = response.req;
  if (socket.destroyed) return then();
  const ends = endsOf(socket);
  ends.push(then);
  response.once('close', () => {
    const at = ends.indexOf(then);
    if (at === -1) return;
    ends.splice(at, 1);
    then();
  });
}

function endsOf(socket: Socket): (() => void)[] {
  const known = waiting.get(socket);
  if (known) return known;
  const ends: (() => void)[] = [];
  waiting.set(socket, ends);
  socket.once('close', () => {
    for (const end of ends.splice(0)) end();
  });
  return ends;
}
