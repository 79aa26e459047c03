import { isDeepStrictEqual } from 'node:util';
import { isObject, member, type JsonObject } from '../../src/operation/index.ts';
import { listed, named, person, rows, text } from './says-access.ts';

/** What a promotion does in the upstream project, from the vendor's diff: created, overwritten, deleted, untouched. */
export function promotion(diff: unknown): string {
  const changes = ['spaces', 'dashboards', 'charts'].flatMap((kind) =>
    rows(member(diff, kind)).map((change) => ({ action: text(change, 'action') ?? 'change', what: `${kind.slice(0, -1)} ${of(change)}` })),
  );
  const moving = changes.filter(({ action }) => action !== 'no changes');
  if (moving.length === 0) return 'Nothing differs upstream.';
  const actions = [...new Set(moving.map(({ action }) => action))];
  const lines = actions.map((action) => `${action} ${listed(moving.filter((change) => change.action === action).map(({ what }) => what))}`);
  return `In the upstream project this will: ${lines.join('; ')}. What is updated there loses its present state.`;
}

function of(change: JsonObject): string {
  const data = member(change, 'data');
  return named(data, member(data, 'uuid') ?? 'new');
}

/** Where a delivery goes, said in full: nobody may be added unseen. */
export function recipients(targets: unknown): string {
  const all = rows(targets).map((target) => text(target, 'recipient') ?? text(target, 'channel') ?? 'an unnamed target');
  return all.length === 0 ? 'nobody' : all.join(', ');
}

/** The rest of a delivery, in the order in which it matters to whom it concerns: without filters more rows leave. */
const REST = [
  'filters',
  'enabled',
  'thresholds',
  'notificationFrequency',
  'message',
  'timezone',
  'options',
  'selectedTabs',
  'customViewportWidth',
  'includeLinks',
] as const;

/** What a change does to the rest of a delivery, each member that differs with what it was; empty where nothing does. */
export function otherwise(before: unknown, after: JsonObject): string {
  return REST.flatMap((name) => {
    const [old, now] = [member(before, name) ?? undefined, after[name] ?? undefined];
    // Lightdash keeps it where it is left out.
    if (name === 'enabled' && now === undefined) return [];
    return isDeepStrictEqual(old, now) ? [] : [` ${name}: now ${told(old)}, afterwards ${now === undefined ? 'not sent' : told(now)}.`];
  }).join('');
}

/** A value as JSON, at most 300 characters of it. */
export function told(value: unknown): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

/** What a delivery carries: a chart or a dashboard, by id. */
export function cargo(delivery: unknown): string {
  const chart = text(delivery, 'savedChartUuid');
  return chart === undefined ? `dashboard ${text(delivery, 'dashboardUuid') ?? 'unknown'}` : `chart ${chart}`;
}

/** Who made a version, and when. */
export function version(of: unknown): string {
  const who = member(of, 'createdBy');
  return `${text(of, 'createdAt') ?? 'an unknown time'} by ${person(who, member(who, 'userUuid') ?? 'unknown')}`;
}

/** One comment of a dashboard, or of the replies to one; Lightdash lists them by tile. */
export function comment(comments: unknown, id: string): JsonObject | undefined {
  const threads = isObject(comments) ? Object.values(comments).flatMap(rows) : [];
  return [...threads, ...threads.flatMap((thread) => rows(member(thread, 'replies')))].find((one) => member(one, 'commentId') === id);
}
