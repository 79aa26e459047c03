import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { settingsLines } from '../../src/config/settings-lines.ts';
import { fc, times } from '../property.ts';

const valuesOf = (text: string) => Object.fromEntries(settingsLines(text).values);

describe('the lines of a settings file', () => {
  it('may begin with a byte order mark, end as on any machine, and export', () => {
    for (const end of ['\n', '\r\n', '\r'])
      expect(settingsLines(`\uFEFFA_A=1${end}  export B_B = "2${end}3" # two${end}${end}C_C=${end}`)).toEqual({
        values: new Map([
          ['A_A', '1'],
          ['B_B', '2\n3'],
          ['C_C', ''],
        ]),
        problems: [],
      });
  });

  it('keep in quotes what would end a value outside of them', () => {
    expect(valuesOf(`A_A='x # "y"'\nB_B="it's\\n#"\nC_C=\`'"\`\nD_D=x"y`)).toEqual({
      A_A: 'x # "y"',
      B_B: "it's\n#",
      C_C: `'"`,
      D_D: 'x"y',
    });
  });

  it('hold the values that Node finds in them', () => {
    const letters = fc.string({ unit: fc.constantFrom('x', ' ', '#', "'", '"', '`', '\n', '\\n', '$', '\\'), maxLength: 8 });
    const quoted = fc
      .tuple(fc.constantFrom("'", '"', '`'), letters)
      .map(([quote, inner]) => `${quote}${inner.replaceAll(quote, '')}${quote}`);
    const plain = letters.map((text) => text.replace(/[#\n]/g, '').replace(/^[ '"`]+/, ''));
    const line = fc.tuple(fc.constantFrom('', 'export '), fc.constantFrom('=', ' = '), fc.oneof(quoted, plain), fc.constantFrom('', ' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), (lines) => {
        const text = lines.map(([before, is, value, after], at) => `${before}A_${at}${is}${value}${after}\n# it's "mine"\n`).join('\n');
        expect(settingsLines(text).problems).toEqual([]);
        expect(valuesOf(text)).toEqual({ ...parseEnv(text) });
      }),
      times(500),
    );
  });
});
