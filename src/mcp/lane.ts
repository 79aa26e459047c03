import { ProtocolErrorCode, type JSONRPCMessage, type Transport } from '@modelcontextprotocol/server';

/** A connection of a server over stdio on which calls pass the SDK's entry by, both ways. */
export interface Lane extends Transport {
  /** Hands a call to the server; false for what the entry has to look at. */
  readonly take: (message: JSONRPCMessage) => boolean;
  /** No call that was taken waits for its answer. */
  readonly isIdle: () => boolean;
}

/**
 * Opens a lane beside the channel through which the entry talks to a server. The entry finds out what a client speaks from what it says
 * first, and hands on everything after it as it is; for that it asks of each message, and of each answer, what kind of message it is, which
 * is up to a third of what a message costs (docs/decisions/0021). So the first call goes through it, and those after it do not.
 */
export function openLane(channel: Transport, wire: Pick<Transport, 'send'>): Lane {
  // Ids. Not a set: what it once held is found among the old objects, and with it all that came after (docs/decisions/0021).
  const taken: unknown[] = [];
  let isOpen = false;
  let isClosed = false;
  const answers = (id: unknown): boolean => {
    const at = taken.indexOf(id);
    if (at === -1) return false;
    const last = taken.pop();
    if (at < taken.length) taken[at] = last;
    return true;
  };
  const lane: Lane = {
    start: () => {
      channel.onmessage = (message, extra) => {
        if ('method' in message && message.method === 'tools/call') isOpen = true;
        // It will not be answered.
        if ('method' in message && message.method === 'notifications/cancelled') answers(message.params?.['requestId']);
        lane.onmessage?.(message, extra);
      };
      channel.onclose = () => {
        isClosed = true;
        lane.onclose?.();
      };
      channel.onerror = (error) => lane.onerror?.(error);
      return channel.start();
    },
    close: () => channel.close(),
    setProtocolVersion: (version) => channel.setProtocolVersion?.(version),
    take: (message) => {
      if (!isOpen || isClosed || !('method' in message && 'id' in message && message.method === 'tools/call')) return false;
      taken.push(message.id);
      try {
        lane.onmessage?.(message);
      } catch {
        // The transport would only note it, and the client would wait for ever.
        const { id } = message;
        void lane.send({ jsonrpc: '2.0', id, error: { code: ProtocolErrorCode.InternalError, message: 'Internal server error' } });
      }
      return true;
    },
    send: async (message, options) => {
      if ('method' in message || !answers(message.id)) return channel.send(message, options);
      if (!isClosed) await wire.send(message);
    },
    isIdle: () => taken.length === 0,
  };
  return lane;
}
