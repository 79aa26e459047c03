import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isObject } from '../../src/operation/index.ts';
import { programNamed } from '../programs.ts';

/** The real server; Valkey speaks the same. */
export const REDIS = programNamed(['redis-server', 'valkey-server'], 'redis-server');

/** A server of its own on a free port, which keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Starts it again on the same port, empty. */
  readonly start: () => Promise<void>;
  /** Ends it, as when the machine is switched off. */
  readonly stop: () => Promise<void>;
  /** Has it stand still with its connections open, until `thaw`. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly close: () => Promise<void>;
}

/** Starts a server. */
export async function startRedis(): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const start = async () => {
    running = await started(['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]);
  };
  const stop = async () => {
    const ending = running;
    running = undefined;
    if (!ending) return;
    const ended = once(ending, 'exit');
    ending.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    stop,
    freeze: () => void running?.kill('SIGSTOP'),
    thaw: () => void running?.kill('SIGCONT'),
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function started(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(REDIS.path, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('Ready to accept connections')) continue;
    child.stdout.resume();
    return child;
  }
  throw new Error('redis-server ended before it was ready.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return isObject(address) && typeof address['port'] === 'number' ? address['port'] : 0;
}
