import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

// Loaded into every measured server with `--import`: what it costs is told by the server itself, not guessed from outside.

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 10;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION });

process.on('message', (question: unknown) => {
  // The event loop is looked at only while it is this server's turn: a dozen that wait would wake up a thousand times a second.
  if (question === 'begin') {
    delay.reset();
    delay.enable();
  } else delay.disable();
  void answer(question === 'collect');
});

async function answer(collect: boolean): Promise<void> {
  // What a collection finds unused may let go of more in its turn.
  for (let left = collect ? 4 : 0; left > 0; left--) {
    globalThis.gc?.();
    await pause(50);
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  // The timer that looks is itself due only after its resolution.
  const late = Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION);
  process.send?.({ cpu: (user + system) / 1e6, late, rss, heapUsed });
}

// A server must still end by itself when its input does.
process.channel?.unref();
