import { setTimeout as pause } from 'node:timers/promises';
import { member } from '../../src/operation/json.ts';
import type { Client, Told } from './client.ts';
import type { Bin } from './garbage.ts';
import { GARBAGE } from './garbage.ts';
import type { Entry, Fate, Ledger } from './ledger.ts';
import type { Session } from './session.ts';
import type { Tally } from './tally.ts';
import type { Kind } from './vendor.ts';

/** What acts work with. */
export interface Stage {
  /** From 0 to below 1, from the seed. */
  readonly random: () => number;
  readonly kinds: Readonly<Record<Kind['noun'], Kind>>;
  readonly ledger: Ledger;
  readonly tally: Tally;
  /** Callers for whom `confirm: true` suffices. */
  readonly scripts: readonly Client[];
  /** Callers whose yes a person gives. */
  readonly people: readonly Client[];
}

/** What HTTP has besides. */
export interface HttpStage extends Stage {
  readonly bin: Bin;
  readonly session: () => Promise<Session | undefined>;
}

type Act<S> = (stage: S) => Promise<void>;

/** One thing that a client does, and how often beside the others. */
export interface Weighted<S> {
  readonly name: string;
  readonly weight: number;
  readonly act: Act<S>;
}

const READS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['lightdash_list_groups', {}],
  ['lightdash_list_members', { all: true }],
  ['lightdash_list_projects', { fields: ['name'] }],
  ['ciso_list_users', { limit: 20 }],
  ['ciso_list_teams', { count: true }],
  ['ciso_get_current_user', {}],
  ['knowi_list_users', {}],
  ['knowi_list_groups', {}],
  ['knowi_list_dashboards', {}],
  ['knowledgeowl_list_readers', { limit: 10 }],
];

/** What can be done over any transport. */
export const ACTS: readonly Weighted<Stage>[] = [
  { name: 'read', weight: 40, act: async (stage) => void (await pick(stage, everybody(stage)).call(...pick(stage, READS))) },
  { name: 'write', weight: 14, act: (stage) => create(stage, stage.kinds.comment, pick(stage, everybody(stage))) },
  { name: 'write with a key, again and at once', weight: 10, act: keyed },
  { name: 'confirmed write of a script', weight: 5, act: (stage) => create(stage, stage.kinds.team, pick(stage, stage.scripts), true) },
  { name: 'confirmed removal of a script', weight: 6, act: removeByScript },
  { name: 'preview that nobody comes back for', weight: 4, act: preview },
];

/** What can be done over HTTP. */
export const HTTP_ACTS: readonly Weighted<HttpStage>[] = [
  ...ACTS,
  { name: 'confirmed write of a person', weight: 5, act: createByPerson },
  { name: 'confirmed removal of a person', weight: 4, act: removeByPerson },
  { name: 'question that nobody answers, or with no', weight: 2, act: unanswered },
  { name: 'call that its client gives up', weight: 5, act: cancelled },
  { name: 'session of a 2025 client', weight: 4, act: session },
  { name: 'garbage', weight: 5, act: async (stage) => pick(stage, GARBAGE)(stage.bin) },
];

const everybody = ({ scripts, people }: Stage) => [...scripts, ...people];

/** One of a list that is not empty. */
export function pick<T>({ random }: Pick<Stage, 'random'>, list: readonly T[]): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new Error('There is nothing to pick from.');
  return one;
}

/** Failures and answers of which nothing may have come: everything else may have been done, or not. */
const NEVER = new Set(
  (
    'preview ask invalid_arguments not_allowed confirmation_refused target_changed duplicate_call still_running rate_limited overloaded ' +
    'sign_in_failed audit_unavailable'
  ).split(' '),
);

/** What is turned away by its HTTP status never became a call. */
function isNever(kind: string): boolean {
  return NEVER.has(kind) || kind.startsWith('http ');
}

function fateOf(told: readonly Told[]): Fate {
  if (told.some(({ kind }) => kind === 'done')) return 'once';
  return told.every(({ kind }) => isNever(kind)) ? 'never' : 'at most once';
}

/** Writes down what the client was told, and lets others have it. */
function settle({ tally }: Stage, entry: Entry, told: readonly Told[]): void {
  entry.fate = fateOf(told);
  const done = told.filter(({ kind }) => kind === 'done');
  tally.writesDone += done.length;
  entry.id = done.map(({ structured }) => idIn(structured)).find((id) => id !== undefined);
  entry.busy = false;
}

function idIn(structured: unknown): string | undefined {
  const id = member(structured, 'id');
  return typeof id === 'string' ? id : /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(JSON.stringify(structured))?.[0];
}

async function create(stage: Stage, kind: Kind, client: Client, confirm = false): Promise<void> {
  const entry = stage.ledger.begin(kind);
  const args = kind.create.args(entry.name);
  settle(stage, entry, [await client.call(kind.create.tool, confirm ? { ...args, confirm } : args)]);
}

/** The same call twice under one key: one after the other, at once, or because the client gave the first one up. */
async function keyed(stage: Stage): Promise<void> {
  const { kinds, ledger, tally } = stage;
  const entry = ledger.begin(kinds.comment);
  const client = pick(stage, everybody(stage));
  const call = (more: { readonly signal?: AbortSignal } = {}) =>
    client.call(kinds.comment.create.tool, kinds.comment.create.args(entry.name), { key: entry.name, ...more });
  const way = stage.random();
  const [first, second] =
    way < 0.4
      ? [await call(), await call()]
      : way < 0.7
        ? await Promise.all([call(), call()])
        : [await givenUp(stage, (signal) => call({ signal })), await call()];
  const told = [first, second];
  if (told.every(({ kind }) => kind === 'done') && !told.some(({ repeated }) => repeated))
    tally.wrong.push(`${entry.name}: two calls with one key were both told as the first`);
  // Of two at once the second may have failed before it was sent, which left the key to the first.
  if (way < 0.4 && first.kind === 'done' && second.kind !== 'done' && second.kind !== 'http 503')
    tally.wrong.push(`${entry.name}: done, and told again as ${second.kind}`);
  settle(stage, entry, told);
}

/** A call whose client goes away after a moment. */
async function givenUp({ random }: Stage, call: (signal: AbortSignal) => Promise<Told>): Promise<Told> {
  const given = new AbortController();
  const under = call(given.signal);
  await pause(random() * 30);
  given.abort();
  return under;
}

async function cancelled(stage: Stage): Promise<void> {
  const client = pick(stage, everybody(stage));
  if (stage.random() < 0.5) {
    const [tool, args] = pick(stage, READS);
    await givenUp(stage, (signal) => client.call(tool, args, { signal }));
    return;
  }
  const { kinds, ledger } = stage;
  const entry = ledger.begin(kinds.comment);
  settle(stage, entry, [
    await givenUp(stage, (signal) => client.call(kinds.comment.create.tool, kinds.comment.create.args(entry.name), { signal })),
  ]);
}

/** Has somebody remove something that is there. */
async function removing(stage: Stage, how: (tool: string, args: Readonly<Record<string, unknown>>) => Promise<Told | undefined>) {
  const entry = stage.ledger.take(stage.random);
  if (entry?.id === undefined) return;
  const { tool, args } = entry.kind.remove;
  const told = await how(tool, args(entry.id));
  if (told?.kind === 'done') {
    entry.fate = 'never';
    stage.tally.writesDone += 1;
  } else if (told && !isNever(told.kind)) entry.fate = 'at most once';
  entry.busy = false;
}

function removeByScript(stage: Stage): Promise<void> {
  return removing(stage, (tool, args) => pick(stage, stage.scripts).call(tool, { ...args, confirm: true }));
}

function preview(stage: Stage): Promise<void> {
  return removing(stage, (tool, args) => pick(stage, everybody(stage)).call(tool, args));
}

function unanswered(stage: HttpStage): Promise<void> {
  return removing(stage, (tool, args) => asked(stage, tool, args, stage.random() < 0.3 ? false : undefined));
}

function removeByPerson(stage: HttpStage): Promise<void> {
  return removing(stage, (tool, args) => asked(stage, tool, args, true));
}

/** A call with a form; without `agree` nobody answers it. */
async function asked(stage: HttpStage, tool: string, args: Readonly<Record<string, unknown>>, agree?: boolean): Promise<Told> {
  const client = pick(stage, stage.people);
  const question = await client.call(tool, args, { elicits: true });
  if (question.kind !== 'ask' || agree === undefined) return question;
  return client.call(tool, args, { elicits: true, answer: { requestState: question.requestState, agree } });
}

async function createByPerson(stage: HttpStage): Promise<void> {
  const { team } = stage.kinds;
  const entry = stage.ledger.begin(team);
  settle(stage, entry, [await asked(stage, team.create.tool, team.create.args(entry.name), true)]);
}

async function session(stage: HttpStage): Promise<void> {
  const own = await stage.session();
  if (!own) return;
  await own.call(...pick(stage, READS));
  await removing(stage, (tool, args) => own.call(tool, args, stage.random() < 0.7));
  if (stage.random() < 0.2) await own.end();
}
