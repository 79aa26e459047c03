import { isReply, type Ask } from '../core/emulation.ts';
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

/** Throws 422 unless one of these fits. The complaint is one text about the whole body: union and intersection types are told that way. */
export function checkUnion(kind: 'union' | 'intersection', choices: readonly Members[], body: Readonly<Record<string, unknown>>): void {
  const issues = choices.map((members) => issuesOf(members, body));
  if (issues.includes(undefined)) return;
  const words = kind === 'union' ? 'the union against any of the items' : 'the intersection against every type';
  throw invalid({ body: { message: `Could not match ${words}. Issues: ${JSON.stringify(issues)}`, value: body } });
}

function issuesOf(members: Members, body: Readonly<Record<string, unknown>>): unknown {
  try {
    check(members, body);
    return undefined;
  } catch (thrown) {
    const reply = isReply(thrown) && isRecord(thrown.body) ? thrown.body['error'] : undefined;
    return isRecord(reply) ? reply['data'] : {};
  }
}
