import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/program.ts';

const top = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['', 'docs', 'examples', 'deploy'].flatMap((folder) =>
  readdirSync(join(top, folder))
    .filter((name) => /\.(md|sh|service|yaml)$/.test(name))
    .map((name) => join(top, folder, name)),
);

/** What a page says that one can type, without comments. */
function typedIn(text: string): readonly string[] {
  const inCode = [...text.matchAll(/`+(?:sh\n)?([^`]+)`+/g)].flatMap(([, code = '']) => code.split('\n'));
  const lines = text.startsWith('#!') || !text.includes('`') ? text.split('\n') : inCode;
  return lines.flatMap(
    (line) => /(?:^|[\s/])(?:steward-mcp|main\.js) ([a-z-]+ ?.*)$/.exec(line.replace(/ # .*| \| .*/, ''))?.[1]?.trim() ?? [],
  );
}

/** What is wrong with a line: a command or an option that there is not. */
async function wrongIn(line: string): Promise<readonly string[]> {
  const [name = '', next = ''] = line.split(' ');
  const command = await COMMANDS[name]?.();
  if (!command) return name.startsWith('-') ? [] : [line];
  const meant: Command = command.commands.find((inner) => inner.name() === next) ?? command;
  const known = [...meant.options.map(({ long }) => long), '--settings', '--help'];
  return [...line.matchAll(/ (--[a-z-]+)/g)].flatMap(([, option = '']) => (known.includes(option) ? [] : [`${line}: ${option}`]));
}

it.each(pages.map((page) => [relative(top, page), page]))('%s names commands and options that there are', async (_name, page) => {
  const wrong = await Promise.all(typedIn(readFileSync(page, 'utf8')).map(wrongIn));
  expect(wrong.flat()).toEqual([]);
});

it('there are such lines, and a wrong one is found', async () => {
  expect(pages.flatMap((page) => typedIn(readFileSync(page, 'utf8'))).length).toBeGreaterThan(20);
  expect(typedIn('Say `steward-mcp audit verify file` or\n```sh\nnode dist/src/cli/main.js call x --json   # a comment\n```')).toEqual([
    'audit verify file',
    'call x --json',
  ]);
  expect(await wrongIn('token add --colour blue')).toEqual(['token add --colour blue: --colour']);
  expect(await wrongIn('frobnicate')).toEqual(['frobnicate']);
});
