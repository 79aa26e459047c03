import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Ask, Emulation, Reply } from './emulation.ts';
import { FAULTS, type Fault, type FaultName } from './fault-table.ts';
import type { Faults } from './faults.ts';

/** One request that meets a fault. */
export interface Meeting {
  readonly fault: FaultName;
  readonly faults: Faults;
  readonly expired: Emulation['expired'];
  readonly ask: Ask;
  /** Has the emulation handle the request. */
  readonly handle: () => Reply;
}

/** Handles, or does not, as the fault has it. Undefined when the connection is dealt with; else what to answer as usual. */
export async function meetFault({ fault, faults, expired, ask, handle }: Meeting, response: FastifyReply): Promise<Reply | undefined> {
  const { instead, reset, late, answer }: Fault = FAULTS[fault];
  if (late) await sleep(faults.pause, undefined, { ref: false });
  if (reset === 'before') return cut(response);
  const reply = instead === 'expired' ? (expired?.(ask) ?? handle()) : (instead ?? handle());
  if (reset === 'after') return cut(response);
  if (answer === undefined) return reply;
  const text = reply.body === undefined ? '' : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  // Without a body nothing of it can be spoiled.
  if (text === '') return answer === 'half' ? cut(response) : reply;
  const type = answer === 'mistyped' ? 'text/plain' : (reply.headers?.['content-type'] ?? 'application/json; charset=utf-8');
  const length = Buffer.byteLength(text);
  response.hijack();
  const date = faults.skewed() ? { date: new Date(faults.now()).toUTCString() } : {};
  response.raw.writeHead(reply.status, {
    ...reply.headers,
    ...date,
    'content-type': type,
    ...(answer === 'half' ? { 'content-length': length } : {}),
  });
  if (answer === 'mistyped') response.raw.end(text);
  else if (answer === 'truncated') response.raw.end(text.slice(0, text.length / 2));
  else if (answer === 'half') response.raw.write(text.slice(0, text.length / 2), () => response.raw.destroy());
  else await drip(response.raw, text, faults.pause);
  return undefined;
}

function cut(response: FastifyReply): undefined {
  response.hijack();
  response.raw.socket?.resetAndDestroy();
}

/** Sends a text in four pieces. */
async function drip(raw: ServerResponse, text: string, pause: number): Promise<void> {
  const size = Math.ceil(text.length / 4);
  for (let at = 0; at < text.length && !raw.destroyed; at += size) {
    raw.write(text.slice(at, at + size));
    await sleep(pause, undefined, { ref: false });
  }
  raw.end();
}
