import { describe, expect, it } from 'vitest';
import { groupId } from '../../src/sandbox/lightdash/seed-access.ts';
import { member } from '../../src/operation/index.ts';
import { ERROR_META } from '../../src/mcp/result.ts';
import { KINDS, type Elicit, type Form, type Kind, type Place } from './clients.ts';
import { sandboxed, servedOverHttp } from './opened.ts';

const TRANSPORTS: readonly (readonly [name: string, place: () => Promise<Place>])[] = [
  ['stdio', async () => ({ args: ['stdio', '--sandbox'], environment: {} })],
  ['Streamable HTTP', async () => ({ url: await servedOverHttp(await sandboxed()) })],
];
const PAIRS = TRANSPORTS.flatMap(([transport, place]) => KINDS.map((kind) => ({ name: kind.name, transport, kind, place })));

type Answer = Awaited<ReturnType<Elicit>>;
const NO: readonly (readonly [what: string, answer: Answer])[] = [
  ['declines', { action: 'decline' }],
  ['cancels', { action: 'cancel' }],
  ['accepts without ticking the box', { action: 'accept', content: { agree: false } }],
  ['accepts without an answer', { action: 'accept' }],
  ['accepts with another field', { action: 'accept', content: { agree_: true } }],
  ['accepts with a name where a box was to tick', { action: 'accept', content: { agree: false, name: '' } }],
  ['accepts with the name of the target alone', { action: 'accept', content: { name: 'Contractors' } }],
];
const YES: Answer = { action: 'accept', content: { agree: true } };

const groupUuid = groupId('Contractors');

/** A client that answers each form in turn, what it was asked, and whether the group is still there. */
async function opened(kind: Kind, place: Place, answers: readonly Answer[]) {
  const forms: Form[] = [];
  const client = await kind.connect(place, async (form) => {
    forms.push(form);
    return answers[forms.length - 1] ?? { action: 'cancel' };
  });
  const remove = (more = {}) => client.call('lightdash_delete_group', { groupUuid, ...more });
  const exists = async () => !(await client.call('lightdash_get_group', { groupUuid })).isError;
  return { client, forms, remove, exists };
}

describe.each(PAIRS)('$name over $transport', ({ kind, place }) => {
  it('asks a person with the whole preview, and removes after a yes', async () => {
    const { forms, remove, exists } = await opened(kind, await place(), [YES]);
    expect(await remove()).toMatchObject({ isError: false, structured: { done: true } });
    expect(forms).toHaveLength(1);
    expect(forms[0]?.message).toContain('"Contractors"');
    expect(forms[0]?.message).toContain('sandbox');
    expect(forms[0]?.message).toContain('Undo:');
    expect(member(member(forms[0]?.requestedSchema, 'properties'), 'agree')).toMatchObject({ type: 'boolean', default: false });
    expect(await exists()).toBe(false);
  });

  it('does nothing after any kind of no, and asks anew the next time', async () => {
    const { forms, remove, exists } = await opened(
      kind,
      await place(),
      NO.map(([, answer]) => answer),
    );
    for (const [what] of NO) {
      const told = await remove();
      expect(told.isError, what).toBe(true);
      expect(member(told.meta, ERROR_META), what).toMatchObject({ code: 'confirmation_refused' });
      expect(told.text, what).toContain('Nothing was done');
      expect(told.text, what).not.toMatch(/STEWARD_CONFIRM|flag/);
    }
    expect(forms).toHaveLength(NO.length);
    expect(await exists()).toBe(true);
  });

  it('asks although the model says confirm: true', async () => {
    const { forms, remove, exists } = await opened(kind, await place(), [{ action: 'decline' }]);
    expect(await remove({ confirm: true })).toMatchObject({ isError: true });
    expect(forms).toHaveLength(1);
    expect(await exists()).toBe(true);
  });

  it('without forms says what would be lost and does nothing, whatever the model sends', async () => {
    const client = await kind.connect(await place());
    for (const more of [{}, { confirm: true }]) {
      const told = await client.call('lightdash_delete_group', { groupUuid, ...more });
      expect(told.text).toContain('Contractors');
      expect(told.text).toContain('Nothing was done');
    }
    expect(await client.call('lightdash_get_group', { groupUuid })).toMatchObject({ isError: false });
  });
});

// In 2026-07-28 nothing comes back from a client that fails; before, the call waits for it.
describe.each(PAIRS.filter(({ kind }) => kind.protocol < '2026'))('$name over $transport', ({ kind, place }) => {
  it('does nothing where the client fails to show the form, and says that nobody was asked', async () => {
    const client = await kind.connect(await place(), () => Promise.reject(new Error('no window')));
    const told = await client.call('lightdash_delete_group', { groupUuid });
    expect(told).toMatchObject({
      isError: true,
      text: expect.stringContaining('Nothing was done: the client put no form before a person.'),
    });
    expect(member(told.meta, ERROR_META)).toMatchObject({ code: 'confirmation_refused' });
    expect(told.text).not.toContain('no window');
    expect(await client.call('lightdash_get_group', { groupUuid })).toMatchObject({ isError: false });
  });
});

describe.each(KINDS)('$name', (kind) => {
  it('has a changed target refused with what it was and what it is', async () => {
    const steward = await sandboxed();
    const url = await servedOverHttp(steward);
    const other = await KINDS[0]?.connect({ url }, async () => YES);
    const changing = await kind.connect({ url }, async () => {
      // While the person reads, somebody renames the group.
      await other?.call('lightdash_update_group', { groupUuid, name: 'Externals' });
      return YES;
    });
    const told = await changing.call('lightdash_delete_group', { groupUuid });
    expect(member(told.meta, ERROR_META)).toMatchObject({ code: 'target_changed' });
    expect(told.text).toMatch(/Contractors.*Externals/s);
    expect(await changing.call('lightdash_get_group', { groupUuid })).toMatchObject({ isError: false });
  });
});
