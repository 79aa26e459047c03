import { subscribe } from 'node:diagnostics_channel';
import { setTimeout as pause } from 'node:timers/promises';
import { getHeapCodeStatistics } from 'node:v8';

// Loaded into each server with `--import`: it tells about itself when it is asked over IPC, and changes nothing of how it runs.
// An unhandled rejection ends the process, as it does for users.

const sockets = { inbound: 0, outbound: 0 };
const follow = (channel, way) =>
  subscribe(channel, ({ socket }) => {
    sockets[way] += 1;
    socket.once('close', () => (sockets[way] -= 1));
  });
follow('net.server.socket', 'inbound');
follow('net.client.socket', 'outbound');

const warnings = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));

process.on('message', () => void answer());

async function answer() {
  // What a collection finds unused may let go of more in its turn.
  for (let left = 4; left > 0; left--) {
    globalThis.gc?.();
    await pause(20);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const { code_and_metadata_size: machine, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  const code = machine + bytecode;
  process.send?.({ rss, heap: heapUsed - code, code, external, resources: process.getActiveResourcesInfo().length, ...sockets, warnings });
}

// A server must still end by itself when its input does.
process.channel?.unref();
