import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

const ENGINE = new URL('../../dist/src/cli/engine.js', import.meta.url).href;
const ZOD = createRequire(import.meta.url).resolve('zod');

it('V8 knows the flag that is set', () => {
  const flags = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  expect(flags).toContain('--allocation-site-pretenuring');
});

it('values that contain themselves are not remembered while they are parsed', () => {
  const program = `
    await import('${ENGINE}');
    const z = await import('${ZOD}');
    const tree = z.object({ get next() { return tree.optional(); } });
    const value = {};
    value.next = value;
    try { tree.parse(value); console.log('remembered'); } catch (thrown) { console.log(thrown.name); }`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })).toBe('RangeError\n');
});
