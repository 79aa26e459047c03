import { handshake, wireTo } from '../measure/stdio.ts';
import { toldIn, type Client } from './client.ts';
import type { Stage, Weighted } from './acts.ts';
import type { Process } from './processes.ts';
import type { Tally } from './tally.ts';

/** The client of a server over stdin and stdout. */
export async function stdioClient({ child }: Process, tally: Tally): Promise<Client> {
  const wire = wireTo(child);
  await handshake(wire);
  return {
    name: 'stdio',
    call: async (tool, args, { key } = {}) => {
      const _meta = key === undefined ? {} : { 'steward-mcp/idempotencyKey': key };
      return toldIn(JSON.parse(await wire.ask('tools/call', { name: tool, arguments: args, _meta })), tally);
    },
  };
}

/** What only a pipe makes possible: lines that are no messages, and calls that are taken back. */
export function stdioActs({ child }: Process): readonly Weighted<Stage>[] {
  const send = (text: string) => void child.stdin?.write(`${text}\n`);
  let last = 0;
  const takenBack = async ({ tally }: Stage) => {
    const id = `taken-back-${++last}`;
    tally.abandoned += 1;
    send(JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'ciso_list_users', arguments: {} } }));
    send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: id, reason: 'no longer wanted' } }));
  };
  return [
    { name: 'line that is no message', weight: 3, act: async () => send('this is {no JSON') },
    { name: 'call that is taken back', weight: 3, act: takenBack },
  ];
}
