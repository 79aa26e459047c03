import { existsSync } from 'node:fs';
import { isObject } from '../operation/index.ts';
import { sealerFor, type StateKey } from '../state/index.ts';
import { linesIn } from './lines.ts';
import { preImagesOf, rotatedFrom } from './rotation.ts';

/** What a system held before a call removed or replaced it. */
export interface PreImage {
  /** Id of the call, as in the audit. */
  readonly call: string;
  readonly tool: string;
  /** Whole answers of the reads, by their names. */
  readonly reads: Readonly<Record<string, unknown>>;
}

/** One line for the file of pre-images: who can read it without the state key learns the call, the time and the tool. */
export function sealedLine({ call, tool, reads }: PreImage, key: StateKey): string {
  const sealed = sealerFor(key, 'pre-image').seal(JSON.stringify(reads), `${call} ${tool}`);
  return `${JSON.stringify({ call, at: new Date().toISOString(), tool, sealed })}\n`;
}

/** A pre-image that was found; `reads` is undefined when the key is another or the line was changed. */
export interface FoundPreImage {
  readonly call: string;
  readonly at: string;
  readonly tool: string;
  readonly reads: unknown;
}

/** The pre-image of a call, looked for beside an audit file and beside those that were set aside; undefined where there is none. */
export function findPreImage(auditFile: string, call: string, key: StateKey): FoundPreImage | undefined {
  for (const path of [auditFile, ...rotatedFrom(auditFile).toReversed()].map(preImagesOf)) {
    if (!existsSync(path)) continue;
    for (const { bytes } of linesIn(path)) {
      const found = parsed(bytes.toString('utf8'));
      if (isObject(found) && found['call'] === call) return opened(found, call, key);
    }
  }
  return undefined;
}

function opened({ at, tool, sealed }: Readonly<Record<string, unknown>>, call: string, key: StateKey): FoundPreImage {
  const plain = sealerFor(key, 'pre-image').open(String(sealed), `${call} ${String(tool)}`);
  return { call, at: String(at), tool: String(tool), reads: plain === undefined ? undefined : parsed(plain) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
