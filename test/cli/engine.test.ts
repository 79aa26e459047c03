import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const ENGINE = new URL('../../dist/src/cli/engine.js', import.meta.url).href;
const ZOD = import.meta.resolve('zod');
const SDK = import.meta.resolve('@modelcontextprotocol/server');

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

it('a parse that fails says the same as without what is set here', () => {
  const program = (first: string) => `
    ${first}
    const z = await import('${ZOD}');
    const { isJSONRPCResultResponse, isJSONRPCRequest } = await import('${SDK}');
    const schema = z.strictObject({ a: z.string().min(2), b: z.array(z.object({ c: z.number() })).optional() }).refine(({ a }) => a !== 'no', 'never');
    const values = [{ a: 'ok' }, { a: 'no' }, { a: 1 }, { a: 'x', b: [{ c: '1' }], d: 1 }, null, [], 'text', { __proto__: null, a: 'ok' }];
    const said = values.map((value) => {
      const result = schema.safeParse(value, { reportInput: true });
      return result.success ? result.data : [result.error instanceof z.ZodError, result.error === result.error, result.error.issues, z.prettifyError(result.error)];
    });
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'x' } };
    const later = (() => { try { return z.object({ a: z.string().refine(async () => true) }).safeParse({ a: '' }); } catch (thrown) { return thrown.constructor.name; } })();
    console.log(JSON.stringify([said, isJSONRPCResultResponse(message), isJSONRPCRequest(message), later]));`;
  const run = (first: string) => execFileSync(process.execPath, ['--input-type=module', '-e', program(first)], { encoding: 'utf8' });
  const told = run(`await import('${ENGINE}');`);
  expect(told).toContain('expected string');
  expect(JSON.parse(told).slice(1)).toEqual([false, true, '$ZodAsyncError']);
  expect(told).toBe(run(''));
});

it('a parse that fails has no getter of its own, which V8 would keep', () => {
  const program = (first: string) => `
    ${first}
    const z = await import('${ZOD}');
    console.log(Object.hasOwn(z.strictObject({ a: z.string() }).safeParse({ a: 1 }), 'error'));`;
  const run = (first: string) => execFileSync(process.execPath, ['--input-type=module', '-e', program(first)], { encoding: 'utf8' });
  expect([run(`await import('${ENGINE}');`), run('')]).toEqual(['false\n', 'true\n']);
});
