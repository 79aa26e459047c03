import type { ChildProcess } from 'node:child_process';
import { member } from '../../src/operation/json.ts';

/** A client of a server over its stdin and stdout, as thin as can be: it measures the server and not itself. */
export interface Wire {
  /** Sends a request; the line that answers it, as it came. Rejects when the server ends first. */
  readonly ask: (method: string, params: unknown) => Promise<string>;
  readonly notify: (method: string) => void;
}

/** A client for a child whose stdin and stdout are pipes. */
export function wireTo(child: ChildProcess): Wire {
  const waiting = new Map<string, { answer: (line: string) => void; fail: (error: Error) => void }>();
  let rest = '';
  let last = 0;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      // No contestant's answer holds such an id anywhere else.
      const id = /"id":"(bench-\d+)"/.exec(line)?.[1] ?? '';
      waiting.get(id)?.answer(line);
      waiting.delete(id);
    }
  });
  child.once('close', () => waiting.forEach(({ fail }) => fail(new Error('the server ended'))));
  return {
    ask: (method, params) =>
      new Promise((answer, fail) => {
        const id = `bench-${++last}`;
        waiting.set(id, { answer, fail });
        child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      }),
    notify: (method) => void child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', method })}\n`),
  };
}

const HELLO = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'steward-bench', version: '1.0.0' } };

/** The handshake that every host makes today. */
export async function handshake({ ask, notify }: Wire): Promise<void> {
  await ask('initialize', HELLO);
  notify('notifications/initialized');
}

/** The names in an answer to `tools/list`. */
export function namesIn(line: string): readonly string[] {
  const tools = member(member(JSON.parse(line), 'result'), 'tools');
  return Array.isArray(tools) ? tools.map((tool) => String(member(tool, 'name'))) : [];
}
