import { member } from '../operation/index.ts';

/** A server that is being opened; that its address is taken is told with the way out. Throws what it throws otherwise. */
export async function listening<T>(opening: Promise<T>, host: string, port: number): Promise<T> {
  try {
    return await opening;
  } catch (thrown) {
    if (member(thrown, 'code') !== 'EADDRINUSE') throw thrown;
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    throw new Error(`Something else listens at ${address} already (EADDRINUSE). Choose another port with --port; 0 takes a free one.`, {
      cause: thrown,
    });
  }
}
