import { describe, expect, it } from 'vitest';
import { CONFIRMATION_TTL, openConfirmations, type Observer } from '../../src/confirm/index.ts';
import { newKey } from '../../src/state/index.ts';
import { fileStore } from '../../src/state/files.ts';
import { clockAt, newFolder } from '../state/stores.ts';
import { asked, BINDING, NO, QUESTION, YES } from './requests.ts';

/** Two processes on one folder: `server` has an observer, `terminal` has none. */
function opened(ready = () => true) {
  const [folder, key, clock] = [newFolder(), newKey(), clockAt()];
  const seen: string[] = [];
  const observer: Observer = {
    ready,
    saw: (event, { says, approver }) => seen.push(`${event} ${says}${approver ? ` by ${approver}` : ''}`),
  };
  const process = (own?: Observer) => openConfirmations(fileStore(folder, clock.now), key, clock.now, own);
  return { clock, seen, server: process(observer), second: process(observer), terminal: process() };
}

describe('the observer of requests', () => {
  it('is told at once what is decided in its own process', async () => {
    const { server, seen } = opened();
    const one = await asked(server, { says: 'one' });
    const two = await asked(server, { says: 'two' });
    await server.declined(one.id);
    await server.decide(one.id, NO);
    await server.decide(two.id, YES);
    expect(seen).toEqual(['declined one', 'denied one by ben', 'approved two by ada']);
  });

  it('finds what another process decided, once', async () => {
    const { server, second, terminal, seen } = opened();
    const { id } = await asked(server, { says: 'one' });
    await terminal.decide(id, NO);
    expect(seen).toEqual([]);
    await Promise.all([server.list(), server.about(BINDING), second.list()]);
    await server.list();
    expect(seen).toEqual(['denied one by ben']);
  });

  it('finds what nobody answered, and a yes that nobody used, once', async () => {
    const { server, second, clock, seen } = opened();
    await asked(server, { says: 'waits' });
    const approved = await asked(server, { says: 'approved' });
    await server.decide(approved.id, YES);
    const used = await asked(server, { says: 'used' });
    await server.redeem(used.id, BINDING, { says: 'used' });
    clock.pass(CONFIRMATION_TTL * 1000);
    for (const process of [server, second, server]) await process.list();
    expect(seen.toSorted()).toEqual(['approved approved by ada', 'expired approved by ada', 'expired waits']);
  });

  it.each([
    ['that it asked itself, at most a minute later', true],
    ['that a process left which ended before, at once', false],
  ])('is told by a call about something else what nobody answered of the requests %s', async (_which, isOwn) => {
    const [folder, key, clock] = [newFolder(), newKey(), clockAt()];
    const told = new Promise<string>((resolve) => {
      const observer: Observer = { ready: () => true, saw: (event, { says }) => resolve(`${event} ${says}`) };
      const process = () => openConfirmations(fileStore(folder, clock.now), key, clock.now, observer);
      const first = process();
      void asked(first, { says: 'waits' }).then(() => {
        clock.pass(CONFIRMATION_TTL * 1000);
        return (isOwn ? first : process()).about({ ...BINDING, args: '{"id":"another"}' });
      });
    });
    expect(await told).toBe('expired waits');
  });

  it('that is not ready is told later, by itself or by another', async () => {
    let ready = false;
    const { server, seen } = opened(() => ready);
    const { id } = await asked(server);
    await server.decide(id, NO);
    expect(seen).toEqual([]);
    ready = true;
    await server.list();
    expect(seen).toEqual([`denied ${QUESTION.says} by ben`]);
  });
});
