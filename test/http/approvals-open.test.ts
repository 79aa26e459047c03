import { describe, expect, it, onTestFinished } from 'vitest';
import { openApprovals } from '../../src/http/approvals/index.ts';
import { served, statusWithHost } from './approvals-served.ts';

describe('the approvals page of a server over stdio', () => {
  it('listens on loopback from the first link on, and gives a new link each time', async () => {
    const approvals = await opened();
    expect(approvals.address()).toBeUndefined();
    const links = await Promise.all([approvals.link(), approvals.link()]);
    expect(approvals.address()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/approvals$/);
    expect(new Set(links.map((link) => link.split('?')[0]))).toEqual(new Set([approvals.address()]));
    expect(links[0]).not.toBe(links[1]);
    for (const link of links) expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(links[0] ?? '', { redirect: 'manual' })).status).toBe(401);
  });

  it('gives a link to one request', async () => {
    const approvals = await opened();
    const answer = await fetch(await approvals.link('abc123'), { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/approvals/abc123');
  });

  it('answers under loopback names only, and to its own origin', async () => {
    const approvals = await opened();
    await approvals.link();
    const address = approvals.address() ?? '';
    const { port } = new URL(address);
    expect(await statusWithHost(address, `localhost:${port}`)).toBe(401);
    expect(await statusWithHost(address, `rebound.example.com:${port}`)).toBe(403);
    expect((await fetch(address, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  it('goes away, also when it never started', async () => {
    const [unused, used] = [await opened(), await opened()];
    await unused.close();
    const link = await used.link();
    await used.close();
    expect(used.address()).toBeUndefined();
    await expect(fetch(link)).rejects.toThrow('fetch failed');
    await expect(used.link()).rejects.toThrow('closed');
  });
});

async function opened() {
  const approvals = openApprovals({ ...(await served()).parts, approver: 'Kim Example' });
  onTestFinished(() => approvals.close());
  return approvals;
}
