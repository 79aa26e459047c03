import { randomBytes } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { openCatalog } from '../open-catalog.ts';
import { defaultStateDir, processEnvironment, readSettings } from '../config/index.ts';
import { covers, GRANT_MAX, GRANT_TTL, sealGrant } from '../confirm/index.ts';
import { asks, isObject, vendorShape, type JsonObject } from '../operation/index.ts';
import { openState } from '../state/index.ts';
import { isAtTerminal } from './person.ts';
import { printLine, tell } from './print.ts';

interface Options {
  readonly tool: string;
  readonly match: JsonObject;
  readonly principal: string;
  readonly max: number;
  /** Seconds. */
  readonly ttl: number;
  readonly name: string;
}

/** `steward-mcp grant`: a person's yes in advance, for a script; exit 2 without an interactive terminal. */
export function grantCommand(): Command {
  return new Command('grant')
    .description('Agree in advance to a few calls that a script will make. Only on an interactive terminal.')
    .requiredOption('--tool <name>', 'the tool; * stands for anything')
    .requiredOption('--match <json>', 'arguments that a call must have with exactly these values, for example {"groupUuid":"…"}', matchOf)
    .option('--principal <name>', 'who may use it', oneLine, 'local')
    .requiredOption('--max <number>', `how many calls, at most ${GRANT_MAX}`, maxOf)
    .requiredOption('--ttl <time>', 'how long: 30m, 12h, 7d; at most 30d', ttlOf)
    .requiredOption('--name <who>', 'who or what uses it; stands in the audit', oneLine)
    .action(async (options: Options, command: Command) => {
      if (!isAtTerminal('grant')) return;
      const problem = await problemOf(options);
      if (problem !== undefined) command.error(`error: ${problem}`);
      print(options);
    });
}

function print({ tool, match, principal, max, ttl, name }: Options): void {
  const settings = readSettings(processEnvironment());
  const { key } = openState(settings.STEWARD_STATE_DIR ?? defaultStateDir(), settings.STEWARD_STATE_KEY);
  const expires = Date.now() + ttl * 1000;
  const grant = { id: randomBytes(12).toString('base64url'), name, tools: tool, match, max, expires, principal };
  tell(
    `Lets ${name} call ${tool} ${max === 1 ? 'once' : `${max} times`} with ${JSON.stringify(match)}, until ${new Date(expires).toISOString()}.`,
  );
  tell('Nobody is asked then, except for the worst removals. Give it to the script as STEWARD_GRANT; the calls carry confirm: true.');
  printLine(sealGrant(grant, key));
}

/** Why a grant could never be used. */
async function problemOf({ tool, match }: Options): Promise<string | undefined> {
  const covered = (await openCatalog()).entries.filter(({ operation }) => covers(tool, operation.name));
  if (covered.length === 0) return `no tool is called ${tool}`;
  const asking = covered.filter(({ operation }) => asks(operation) !== 'never');
  if (asking.length === 0) return `${tool} asks nobody and needs no grant`;
  const wholes = await Promise.all(asking.map((entry) => entry.load()));
  const fitting = wholes.filter(({ operation }) => {
    const shape = vendorShape(operation);
    return Object.entries(match).every(([name, value]) => Object.hasOwn(shape, name) && shape[name]?.safeParse(value).success === true);
  });
  return fitting.length === 0 ? `no call of ${tool} can have the arguments ${JSON.stringify(match)}` : undefined;
}

function matchOf(text: string): JsonObject {
  const value = parsed(text);
  if (!isObject(value)) throw new InvalidArgumentError('must be a JSON object; {} leaves every argument open.');
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function maxOf(text: string): number {
  const max = Number(text);
  if (!Number.isInteger(max) || max < 1 || max > GRANT_MAX) throw new InvalidArgumentError(`must be a number from 1 to ${GRANT_MAX}.`);
  return max;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['m', 60],
  ['h', 60 * 60],
  ['d', 24 * 60 * 60],
]);

function ttlOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS.get(unit) ?? Number.NaN);
  if (!(seconds > 0 && seconds <= GRANT_TTL)) throw new InvalidArgumentError('must be a time such as 30m, 12h or 7d, at most 30d.');
  return seconds;
}

function oneLine(text: string): string {
  if (!/^\P{C}{1,80}$/u.test(text)) throw new InvalidArgumentError('must be one line of at most 80 characters.');
  return text;
}
