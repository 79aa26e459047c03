import { Command, InvalidArgumentError, Option } from 'commander';
import { allScopes, APPROVE, mayApprove } from '../access/index.ts';
import { addToken, readTokens, removeToken, TokensFileError, type TokenRecord } from '../access/tokens-file.ts';
import { processEnvironment, readSettings, requirements } from '../config/index.ts';
import { EXIT } from './exit.ts';
import { printJson, printLine, tell } from './print.ts';

interface Add {
  readonly name: string;
  readonly scopes: string[];
  readonly confirm: 'human' | 'flag';
  /** Seconds. */
  readonly ttl?: number;
  readonly file?: string;
  readonly print?: boolean;
}

/** `steward-mcp token add`, `token list` and `token remove`: who may call the HTTP server. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('Tokens of callers over HTTP (STEWARD_AUTH=token).')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());
}

function addCommand(): Command {
  return new Command('add')
    .description('Make a token and print it, once; the file keeps only its hash.')
    .requiredOption('--name <name>', 'who it is for; stands in the audit')
    .requiredOption('--scopes <scopes>', 'what it allows, separated by commas: steward:read, lightdash:write, steward:approve …', scopesOf)
    .addOption(
      new Option('--confirm <mode>', 'who confirms: a person, or confirm: true alone (for scripts)')
        .choices(['human', 'flag'])
        .default('human'),
    )
    .option('--ttl <time>', 'how long it is good: 12h, 30d; without it until it is removed', ttlOf)
    .option('--file <path>', 'the tokens file; default STEWARD_TOKENS_FILE')
    .option('--print', 'print the token although stdout is no terminal')
    .action(({ name, scopes, confirm, ttl, file, print }: Add, command: Command) => {
      if (!print && !process.stdout.isTTY) command.error('error: stdout is no terminal; use --print to print the token there');
      const path = fileOf(file, command);
      const expires = ttl === undefined ? undefined : new Date(Date.now() + ttl * 1000).toISOString();
      const token = reported(() => addToken(path, { name, scopes, confirm, ...(expires === undefined ? {} : { expires }) }), command);
      tell(`The token of ${name}, good ${expires === undefined ? 'until it is removed' : `until ${expires}`}. It is not shown again.`);
      printLine(token);
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('List the tokens of the file: names and what they allow.')
    .option('--json', 'print JSON')
    .option('--file <path>', 'the tokens file; default STEWARD_TOKENS_FILE')
    .action(({ json, file }: { json?: boolean; file?: string }, command: Command) => {
      const tokens = reported(() => readTokens(fileOf(file, command)), command).map(({ hash: _hash, ...shown }) => shown);
      if (json) return printJson(tokens);
      for (const token of tokens) printLine(lineOf(token));
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('Remove a token; a running server refuses it within two seconds.')
    .argument('<name>', 'its name')
    .option('--file <path>', 'the tokens file; default STEWARD_TOKENS_FILE')
    .action((name: string, { file }: { file?: string }, command: Command) => {
      if (reported(() => removeToken(fileOf(file, command), name), command)) return tell(`The token of ${name} is removed.`);
      tell(`There is no token ${name}.`);
      process.exitCode = EXIT.error;
    });
}

function lineOf({ name, scopes, confirm, expires }: Omit<TokenRecord, 'hash'>): string {
  const end = expires === undefined ? '' : Date.parse(expires) > Date.now() ? ` until ${expires}` : ` over since ${expires}`;
  return `${name}: ${scopes.join(' ')}, confirm ${confirm}${end}`;
}

function fileOf(given: string | undefined, command: Command): string {
  const path = given ?? readSettings(processEnvironment()).STEWARD_TOKENS_FILE;
  return path ?? command.error('error: no tokens file: use --file or set STEWARD_TOKENS_FILE');
}

/** What is wrong with the file is told as it is. */
function reported<T>(action: () => T, command: Command): T {
  try {
    return action();
  } catch (thrown) {
    if (thrown instanceof TokensFileError) command.error(`error: ${thrown.message}`);
    throw thrown;
  }
}

function scopesOf(text: string): string[] {
  const scopes = text.split(/[\s,]+/).filter((scope) => scope !== '');
  const known = allScopes([...requirements.keys()]);
  const unknown = scopes.find((scope) => !known.includes(scope));
  if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is no scope; there are ${known.join(', ')}.`);
  if (scopes.includes(APPROVE) && !mayApprove(scopes))
    throw new InvalidArgumentError(`${APPROVE} goes with no scope to call: whoever had both could agree with itself. Make two tokens.`);
  if (scopes.length === 0) throw new InvalidArgumentError('there must be one.');
  return scopes;
}

const SECONDS: Readonly<Record<string, number>> = { m: 60, h: 60 * 60, d: 24 * 60 * 60 };

function ttlOf(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS[unit] ?? 0);
  if (seconds === 0) throw new InvalidArgumentError('must be a time like 30m, 12h or 30d.');
  return seconds;
}
