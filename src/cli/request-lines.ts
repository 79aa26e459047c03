import type { Confirmation } from '../confirm/index.ts';
import { visible, visibleJson } from './visible.ts';

/** All that a person needs to decide, in lines. */
export function requestLines(request: Confirmation): readonly string[] {
  const { id, title, system, says, undo, because, tool, args, principal, client, asked, expires, declined } = request;
  const by = client === undefined ? principal : `${principal}, with ${client}`;
  return [
    `Request ${id}, open until ${clock(expires)}`,
    `  ${visible(`${title} (${system})`)}`,
    `  ${visible(says)}`,
    `  Undo: ${visible(undo)}`,
    `  Asks because ${visible(because)}.`,
    `  Asked at ${clock(asked)} for ${visible(by)}.`,
    ...(declined ? ['  The client answered no; that may not have been a person.'] : []),
    `  ${tool} ${visibleJson(args).replaceAll('\n', '\n  ')}`,
  ];
}

/** One line about a request that was decided. */
export function historyLine({ id, status, used, title, system, says, approver, channel, reason, decided, asked }: Confirmation): string {
  const outcome = status === 'pending' ? 'not answered' : used ? 'approved, used' : status;
  const by = approver === undefined ? '' : ` by ${approver}${channel === undefined ? '' : ` (${channel})`}`;
  const why = reason === undefined ? '' : ` because: ${reason}`;
  return visible(`${clock(decided ?? asked)}  ${id}  ${outcome}${by}${why}  ${title} (${system}): ${says}`);
}

/** A request for programs: times as ISO 8601, without what it is bound to. */
export function requestFacts({ asked, expires, decided, ...facts }: Confirmation): Readonly<Record<string, unknown>> {
  const times = { asked: iso(asked), expires: iso(expires), ...(decided === undefined ? {} : { decided: iso(decided) }) };
  return { ...facts, ...times, binding: undefined };
}

/** A moment as the person's clock shows it; `at` in milliseconds since 1970. */
export function clock(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
