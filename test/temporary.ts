import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder that is there for the tests of one file, and gone after them. */
export const temporary: string = mkdtempSync(join(tmpdir(), 'steward-test-'));

afterAll(() => rmSync(temporary, { recursive: true }));
