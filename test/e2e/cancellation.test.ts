import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KINDS, type Place } from './clients.ts';
import { servedOverHttp, stewardFor } from './opened.ts';

/** A Lightdash that takes every request and never answers. */
const silent = createServer((request) => arrivals.shift()?.(request));
const arrivals: ((request: IncomingMessage) => void)[] = [];
const environment: Record<string, string> = { LIGHTDASH_TOKEN: 'ldpat_0123456789', STEWARD_LOG_LEVEL: 'silent' };

beforeAll(async () => {
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const address = silent.address();
  environment['LIGHTDASH_URL'] = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});

afterAll(async () => {
  silent.closeAllConnections();
  await new Promise((done) => silent.close(done));
});

const TRANSPORTS: readonly (readonly [name: string, place: () => Promise<Place>])[] = [
  ['stdio', async () => ({ args: ['stdio'], environment })],
  ['Streamable HTTP', async () => ({ url: await servedOverHttp(await stewardFor(environment)) })],
];
const PAIRS = TRANSPORTS.flatMap(([transport, place]) => KINDS.map((kind) => ({ transport, place, kind, name: kind.name })));

/** In the 2025 revisions a cancellation over HTTP is a message of its own, and without a session nobody knows whose call it means. */
const isHeard = ({ transport, kind }: (typeof PAIRS)[number]) => transport === 'stdio' || kind.protocol === '2026-07-28';

describe.each(PAIRS.filter(isHeard))('$name over $transport', ({ kind, place }) => {
  it('gives up a call, and the request to the system ends with it', async () => {
    const client = await kind.connect(await place());
    const given = new AbortController();
    const arrived = nextArrival();
    const call = failure(client.call('lightdash_get_organization', {}, given.signal));
    const request = await arrived;
    given.abort();
    expect(await call).toBeInstanceOf(Error);
    await brokenOff(request);
    expect(request.socket.destroyed).toBe(true);
    await client.close();
  });
});

describe.each(PAIRS)('$name over $transport', ({ kind, place }) => {
  it('goes away, and the request to the system ends with it', async () => {
    const client = await kind.connect(await place());
    const arrived = nextArrival();
    const call = failure(client.call('lightdash_get_organization'));
    const request = await arrived;
    await client.close();
    expect(await call).toBeInstanceOf(Error);
    await brokenOff(request);
    expect(request.socket.destroyed).toBe(true);
  });
});

/** What a call is rejected with; asked for at once, so that no rejection goes unseen. */
function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

function nextArrival(): Promise<IncomingMessage> {
  return new Promise((arrive) => arrivals.push(arrive));
}

async function brokenOff({ socket }: IncomingMessage): Promise<void> {
  if (!socket.destroyed) await once(socket, 'close');
}
