import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { member } from '../operation/index.ts';

/** The licences of the packages from which `inputs` (paths from `top`) come, as their authors want them handed on. */
export function thirdParty(top: string, inputs: readonly string[]): string {
  const folders = new Set(inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []));
  return [...folders]
    .toSorted()
    .map((folder) => licenceOf(join(top, folder)))
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder: string): string {
  const about: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((name) => /^licen[cs]e(\.\w+)?$/i.test(name));
  const text = file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return `${String(member(about, 'name'))} ${String(member(about, 'version'))} (${String(member(about, 'license'))})\n\n${text}\n`;
}
