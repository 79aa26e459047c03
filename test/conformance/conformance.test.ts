import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { start } from '../cli/run.ts';
import { isSuiteLeftOut } from '../nodes.ts';
import { temporary } from '../temporary.ts';
import { EXPECTED, GENERIC, NOT_OFFERED } from './expected.ts';
import { note, runSuite, type Check } from './suite.ts';

const expected = Object.values(EXPECTED).flat();
const found = new Map<string, readonly Check[]>();
const nameOf = ({ scenario, id }: Check) => `${scenario}/${id}`;
const failuresIn = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'FAILURE');

describe.skipIf(isSuiteLeftOut)(`the official conformance suite${note}`, () => {
  beforeAll(async () => {
    const { printed } = start(['http', '--sandbox', '--port', '0'], { STEWARD_STATE_DIR: join(temporary, 'state') });
    const url = /http:\S+/.exec(await printed(/http:\S+\/mcp\b/))?.[0] ?? '';
    for (const revision of Object.keys(GENERIC)) found.set(revision, await runSuite(url, revision, join(temporary, revision)));
  });

  const pairs = Object.entries(GENERIC).flatMap(([revision, scenarios]) => scenarios.map((scenario) => [revision, scenario] as const));
  it.each(pairs)('of %s passes %s', (revision, scenario) => {
    const own = (found.get(revision) ?? []).filter((check) => check.scenario === scenario);
    expect(own.filter(({ status }) => status === 'SUCCESS').length).toBeGreaterThan(0);
    expect(failuresIn(own).filter((check) => !expected.includes(nameOf(check)))).toEqual([]);
  });

  it.each(Object.keys(GENERIC))('of %s fails nothing that is not explained', (revision) => {
    const failures = failuresIn(found.get(revision) ?? []).filter(({ scenario }) => !NOT_OFFERED.test(scenario));
    expect(failures.filter((check) => !expected.includes(nameOf(check)))).toEqual([]);
  });

  it('fails in no message that breaks the schema of its revision', () => {
    const all = [...found.values()].flat().filter(({ id }) => id === 'wire-schema-valid');
    expect(all.length).toBeGreaterThan(50);
    expect(failuresIn(all)).toEqual([]);
  });

  it('has no explanation for what passes by now', () => {
    const failing = new Set(
      [...found.values()]
        .flat()
        .filter(({ status }) => status === 'FAILURE')
        .map(nameOf),
    );
    expect(expected.filter((name) => !failing.has(name))).toEqual([]);
  });
});
