import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newKey, openState, sealerFor } from '../../src/state/index.ts';
import { fc } from '../property.ts';
import { newFolder } from './stores.ts';

describe('a sealed text', () => {
  const key = newKey();
  const sealer = sealerFor(key, 'a purpose');

  it('opens to what it was, in its context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        const sealed = sealer.seal(plain, context);
        expect(sealed).toMatch(/^[\w-]+$/);
        expect(sealer.open(sealed, context)).toBe(plain);
      }),
    );
  });

  it('does not open in another context, for another purpose, or with another key', () => {
    const sealed = sealer.seal('secret', 'here');
    expect(sealer.open(sealed, 'there')).toBeUndefined();
    expect(sealerFor(key, 'another').open(sealed, 'here')).toBeUndefined();
    expect(sealerFor(newKey(), 'a purpose').open(sealed, 'here')).toBeUndefined();
  });

  it('does not open when any bit of it was changed', () => {
    const bytes = Buffer.from(sealer.seal('secret', ''), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(sealer.open(changed.toString('base64url'), '')).toBeUndefined();
      }),
    );
  });

  it('does not open when it is none', () => {
    fc.assert(fc.property(fc.string(), (text) => sealer.open(text, '') === undefined));
  });

  it('is another one each time, and its digest the same each time', () => {
    expect(sealer.seal('a', '')).not.toBe(sealer.seal('a', ''));
    expect(sealer.digest('a')).toBe(sealerFor(key, 'a purpose').digest('a'));
    expect(new Set([sealer.digest('a'), sealer.digest('b'), sealerFor(newKey(), 'a purpose').digest('a')]).size).toBe(3);
  });
});

describe('the state', () => {
  it('in a folder keeps its key there, for its owner only, and is shared', () => {
    const folder = join(newFolder(), 'state');
    const [one, two] = [openState(folder, undefined), openState(folder, undefined)];
    expect(one.key()).toEqual(two.key());
    expect(one.shared).toBe(true);
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'key'), 'utf8')).toHaveLength(43);
  });

  it('does not make a new key in place of a damaged one', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'key'), 'short');
    expect(() => openState(folder, undefined).key()).toThrow('none of 32 bytes');
  });

  it('without a folder has a key of its own, or that of the setting', () => {
    const text = 'made-up key of more than 32 characters';
    expect(openState(undefined, undefined).key()).not.toEqual(openState(undefined, undefined).key());
    expect(openState(undefined, text).key()).toEqual(openState(newFolder(), text).key());
    expect(openState(undefined, text).shared).toBe(false);
  });
});
