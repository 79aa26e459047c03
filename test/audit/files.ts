import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openAudit, type AuditOptions } from '../../src/audit/index.ts';

let own = '';
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterEach(() => rmSync(own, { recursive: true }));

/** A folder for one test, empty at its start. */
export const folder = () => own;

/** The audit file in it. */
export const file = () => join(own, 'audit.ndjson');

/** What the file holds. */
export const written = () => readFileSync(file(), 'utf8');

/** Appends `count` lines to the file and answers all that it holds then. */
export function filled(count: number, options?: AuditOptions): string {
  const audit = openAudit(file(), options);
  for (let n = 1; n <= count; n += 1) audit.append({ event: 'started', tool: `tool_${n}` });
  audit.close();
  return written();
}
