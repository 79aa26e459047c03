import { beforeAll, describe, expect, it } from 'vitest';
import { handlesFor } from '../../src/call/index.ts';
import { openGrant, sealGrant } from '../../src/confirm/index.ts';
import { newTicket, sessionFor, sessionIn, tokenSession } from '../../src/http/approvals/session.ts';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { sealerFor } from '../../src/state/index.ts';
import { newKey } from '../../src/state/key.ts';
import { memoryStore } from '../../src/state/memory.ts';
import { sandboxed, servedOverHttp } from '../e2e/opened.ts';
import { asked, codeOf, resultOf, stateOf } from '../e2e/raw.ts';
import { fc, times } from '../property.ts';

const key = newKey();
const sealer = sealerFor(key, 'a purpose');
const handles = handlesFor(key);
const owner = { principal: 'local', system: 'lightdash' };
const grant = { id: 'g', name: 'nightly', tools: '*', match: {}, max: 1, expires: Date.now() + 60_000, principal: 'local' };

/** Something that a caller holds and we must know again: how it is made, and whether a text is taken for it. */
const TOKENS: readonly (readonly [what: string, make: () => string, isTaken: (text: string) => unknown])[] = [
  ['a sealed text', () => sealer.seal('secret', 'here'), (text) => sealer.open(text, 'here') !== undefined],
  ['a handle', () => handles.seal('secret', { ...owner, tool: 'a', path: 'b' }), (text) => 'opened' in handles.open(text, owner)],
  ['a grant', () => sealGrant(grant, key), (text) => openGrant(text, key, memoryStore()) !== undefined],
  [
    'a ticket of the approvals page',
    () => newTicket({ key }, 'ada'),
    async (text) => (await sessionFor({ key, store: memoryStore() }, text)) !== undefined,
  ],
  [
    'a session of the approvals page',
    () => tokenSession({ key }, 'ada', Date.now() + 60_000).session,
    (text) => sessionIn({ key }, text) !== undefined,
  ],
];

const place = fc.nat(1_000);
const junk = fc.constantFrom('A', 'z', '0', '-', '_', '+', '/', '=', ' ', '\n', '\t', '.', '%', '\u0000', 'é', '\ud83d\ude00');

/** One change of a text, or a text that has nothing to do with it. */
const changes: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.tuple(place, junk).map(
    ([at, put]) =>
      (text: string) =>
        text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1),
  ),
  fc.tuple(place, junk).map(
    ([at, put]) =>
      (text: string) =>
        text.slice(0, at % (text.length + 1)) + put + text.slice(at % (text.length + 1)),
  ),
  place.map((at) => (text: string) => text.slice(0, at % text.length)),
  place.map((at) => (text: string) => text.slice(at % text.length)),
  place.map((at) => (text: string) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1)),
  fc.constantFrom<(text: string) => string>(
    (text) => text + text,
    (text) => text.toLowerCase(),
    (text) => text.toUpperCase(),
    (text) => `${text}=`,
    (text) => ` ${text}`,
    (text) => [...text].toReversed().join(''),
  ),
  fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('', 'null', '{}', '[]', 'undefined', '__proto__')).map((other) => () => other),
);

describe.each(TOKENS)('%s', (_, make, isTaken) => {
  it('is taken for what it is, and nothing else is, whatever was changed', async () => {
    const real = make();
    expect(await isTaken(real)).toBe(true);
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const changed = change(real);
        fc.pre(changed !== real);
        expect(await isTaken(changed), changed).toBe(false);
      }),
      times(400),
    );
  });

  it('cannot be put together from two', async () => {
    const [one, two] = [make(), make()];
    const taken: string[] = [];
    for (let at = 1; at < Math.min(one.length, two.length); at += 7) {
      const mixed = one.slice(0, at) + two.slice(at);
      if (mixed !== one && mixed !== two && (await isTaken(mixed))) taken.push(mixed);
    }
    expect(taken).toEqual([]);
  });
});

describe('the state of a question', () => {
  const args = { groupUuid: groupId('Sales') };
  let url = '';
  beforeAll(async () => {
    url = await servedOverHttp(await sandboxed());
  });

  it('brings a yes only as it was given', async () => {
    const state = stateOf(await asked(url, 'lightdash_delete_group', args));
    const yes = { confirm: { action: 'accept', content: { agree: true } } };
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const requestState = change(state);
        fc.pre(requestState !== state);
        const answer = await asked(url, 'lightdash_delete_group', args, { requestState, inputResponses: yes });
        expect(JSON.stringify(answer), requestState).not.toContain('"done":true');
      }),
      times(60),
    );
    expect(codeOf(await asked(url, 'lightdash_get_group', args))).toBeUndefined();
    expect(resultOf(await asked(url, 'lightdash_delete_group', args, { requestState: state, inputResponses: yes }))).toMatchObject({
      structuredContent: { done: true },
    });
  });
});
