import { describe, expect, it } from 'vitest';
import { catalogOf, harmlessRead, unknownNames, visibleUnder, type Policy } from '../../src/catalog/index.ts';
import { asks } from '../../src/operation/index.ts';
import { systems } from '../../tools/index.ts';
import { fc } from '../property.ts';

const catalog = catalogOf(systems);
const all = systems.map(({ id }) => id);
const everything: Policy = { configured: new Set(all), readOnly: false };
const names = [...catalog.byName.keys()];
const groups = [...new Set(catalog.entries.map(({ system, group }) => `${system.id}:${group}`))];
const shown = (policy: Policy) => visibleUnder(catalog, policy).entries.map(({ operation }) => operation.name);

const some = (values: readonly string[]) => fc.subarray([...values]);
const patterns = fc.array(
  fc.oneof(fc.constantFrom(...names), fc.constantFrom('*', 'lightdash_*', '*_delete_*', '*_list_*', 'knowi_*_user*', 'nothing_like_it')),
  { maxLength: 6 },
);
const rules: Record<string, fc.Arbitrary<Partial<Policy>>> = {
  configured: some(all).map((ids) => ({ configured: new Set(ids) })),
  readOnly: fc.constant({ readOnly: true }),
  systems: some(all).map((ids) => ({ systems: ids })),
  groups: some(groups).map((ids) => ({ groups: ids })),
  allow: patterns.map((allow) => ({ allow })),
  deny: patterns.map((deny) => ({ deny })),
};
const anyRule = fc.oneof(...Object.values(rules));
const anyKindOfRule = fc.oneof(...Object.entries(rules).map(([kind, rule]) => rule.map((part) => ({ kind, part }))));
const anyPolicy = fc.array(anyRule, { maxLength: 4 }).map((parts): Policy => Object.assign({}, everything, ...parts));

describe('a policy', () => {
  it('that says nothing shows everything that has credentials', () => {
    expect(shown(everything)).toHaveLength(names.length);
    expect(shown({ ...everything, configured: new Set() })).toEqual([]);
  });

  it('only ever narrows: no further rule adds a tool', () => {
    fc.assert(
      fc.property(anyPolicy, anyKindOfRule, (policy, { kind, part: rule }) => {
        // A rule of a kind that the policy has already would replace it; only a new kind is a further rule.
        if (kind !== 'readOnly' && kind !== 'configured' && kind in policy) return;
        const configured =
          'configured' in rule ? new Set([...policy.configured].filter((id) => rule.configured?.has(id))) : policy.configured;
        const before = new Set(shown(policy));
        expect(shown({ ...policy, ...rule, configured }).filter((name) => !before.has(name))).toEqual([]);
      }),
    );
  });

  it('only ever narrows: a denial longer by a pattern shows no more, a permission shorter by one neither', () => {
    fc.assert(
      fc.property(anyPolicy, patterns, patterns, (policy, one, two) => {
        const within = (less: Policy, more: Policy) => {
          const larger = new Set(shown(more));
          return shown(less).every((name) => larger.has(name));
        };
        expect(within({ ...policy, deny: [...one, ...two] }, { ...policy, deny: one })).toBe(true);
        expect(within({ ...policy, allow: one }, { ...policy, allow: [...one, ...two] })).toBe(true);
      }),
    );
  });

  it('shows or explains every tool, each once', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const { entries, byName, hidden } = visibleUnder(catalog, policy);
        expect([...entries.map(({ operation }) => operation.name), ...hidden.keys()].toSorted()).toEqual(names.toSorted());
        expect([...byName.keys()]).toEqual(entries.map(({ operation }) => operation.name));
      }),
    );
  });

  it('lists a harmless read first wherever there is one', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        const { entries } = visibleUnder(catalog, policy);
        const [first] = entries;
        expect(first !== undefined && harmlessRead(first)).toBe(entries.some(harmlessRead));
      }),
    );
    // Knowi's single sign-on has no read that needs no argument.
    const firsts = all.flatMap((id) => visibleUnder(catalog, { ...everything, configured: new Set([id]) }).entries.slice(0, 1));
    expect(firsts.filter(harmlessRead).map(({ system }) => system.id)).toEqual(all.filter((id) => id !== 'knowi-sso'));
  });

  it('for reading only shows what reads and asks nobody', () => {
    const { entries } = visibleUnder(catalog, { ...everything, readOnly: true });
    expect(entries.length).toBeGreaterThan(50);
    expect(entries.filter(({ operation }) => operation.effect !== 'read' || asks(operation) !== 'never')).toEqual([]);
  });

  it('names a tool whole, and takes * for anything and nothing else', () => {
    expect(shown({ ...everything, allow: ['lightdash_get_group'] })).toEqual(['lightdash_get_group']);
    expect(shown({ ...everything, allow: ['lightdash_get_grou'] })).toEqual([]);
    expect(shown({ ...everything, allow: ['lightdash.get.group', 'lightdash_(get|list)_group', '[a-z]*'] })).toEqual([]);
    expect(shown({ ...everything, deny: ['*'] })).toEqual([]);
    expect(shown({ ...everything, allow: [] })).toEqual([]);
  });

  it('with a name that exists nowhere is found out', () => {
    expect(
      unknownNames(catalog, {
        ...everything,
        systems: ['lightdash'],
        groups: groups.slice(0, 1),
        allow: ['*_list_*'],
        deny: names.slice(0, 1),
      }),
    ).toEqual([]);
    const problems = unknownNames(catalog, {
      ...everything,
      systems: ['lightdesk'],
      groups: ['lightdash:Nope'],
      allow: ['lightdash_get_grup'],
      deny: ['x_*'],
    });
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toMatch(
      /STEWARD_SYSTEMS: .*lightdesk.*lightdash[\s\S]*STEWARD_GROUPS: [\s\S]*STEWARD_ALLOW: [\s\S]*STEWARD_DENY: /,
    );
  });
});
