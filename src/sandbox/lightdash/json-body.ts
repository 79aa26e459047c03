import type { Ask } from '../core/emulation.ts';
import { check, isRecord, type Members } from './body.ts';
import { invalid, unexpected } from './reply.ts';

/** The body as JSON of any kind; throws 500 for malformed JSON. */
export function jsonOf(ask: Ask): unknown {
  try {
    return JSON.parse(ask.text || 'null');
  } catch {
    throw unexpected();
  }
}

/** A body that is a list, each item with these members; throws 422 otherwise, items named `$0`, `$1` and so on. */
export function listOf(ask: Ask, members: Members): readonly Record<string, unknown>[] {
  const given = jsonOf(ask);
  if (!Array.isArray(given)) throw invalid({ body: { message: 'invalid array', value: given } });
  given.forEach((item: unknown, index) => check(members, isRecord(item) ? item : {}, `body.$${index}`));
  return given.filter(isRecord);
}
