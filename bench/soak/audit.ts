import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { member } from '../../src/operation/json.ts';
import { runCommand } from './processes.ts';

/** What is in the audit of a server that has ended. */
export interface Audited {
  readonly files: number;
  readonly lines: number;
  /** Whether `steward-mcp audit verify` finds it intact, and its words. */
  readonly intact: boolean;
  readonly says: string;
  /** Writes that ended as done, or were told again as done. */
  readonly done: number;
  /** Writes that began and have no end. */
  readonly unended: number;
}

/** Checks an audit file and those that it continues, oldest first. */
export async function auditedIn(file: string): Promise<Audited> {
  const older = readdirSync(dirname(file)).filter((name) => name.startsWith(basename(file)) && /\.\d{8}T\d{9}Z(-\d+)?$/.test(name));
  const files = [...older.map((name) => join(dirname(file), name)).toSorted((a, b) => firstOf(a) - firstOf(b)), file];
  const { code, stdout, stderr } = await runCommand(['audit', 'verify', ...files], {});
  const open = new Set<unknown>();
  let [lines, done] = [0, 0];
  for (const line of files.flatMap(linesIn)) {
    const entry: unknown = JSON.parse(line);
    const [event, call] = [member(entry, 'event'), member(entry, 'call')];
    lines += 1;
    if (event === 'started') open.add(call);
    if (event === 'ended') open.delete(call);
    if ((event === 'ended' || event === 'repeated') && member(entry, 'outcome') === 'done') done += 1;
  }
  return { files: files.length, lines, intact: code === 0, says: (stdout + stderr).trim(), done, unended: open.size };
}

function linesIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

function firstOf(file: string): number {
  return Number(member(JSON.parse(linesIn(file)[0] ?? '{}'), 'seq'));
}
