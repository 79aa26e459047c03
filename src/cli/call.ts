import { Command, InvalidArgumentError } from 'commander';
import { openSteward } from '../app.ts';
import type { Outcome } from '../call/index.ts';
import { processEnvironment } from '../config/index.ts';
import { isObject, type JsonObject } from '../operation/index.ts';
import { version } from '../version.ts';
import { EXIT } from './exit.ts';
import { printJson, printLine, tell } from './print.ts';
import { openProgressBar, type ProgressBar } from './progress-bar.ts';
import { remoteFailure } from './remote-failure.ts';
import { readStdin, readText } from './read-text.ts';

interface Options {
  readonly confirm?: boolean;
  readonly idempotencyKey?: string;
  readonly url?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
  readonly sandbox?: boolean;
}

/** How a call ended, whether it ran here or elsewhere. */
interface Ended {
  readonly text: string;
  readonly structured: JsonObject | undefined;
  /** Undefined when it was done. */
  readonly code: string | undefined;
}

/** `steward-mcp call`: exit 0 done, 1 tool error, 2 usage, 3 a person must confirm first. */
export function callCommand(): Command {
  return new Command('call')
    .description('Make one tool call, here or on a server.')
    .argument('<tool>', 'tool name, as in `steward-mcp tools`')
    .argument('[json]', 'arguments as a JSON object; @file reads a file, - reads stdin', parseArguments, {})
    .option('--confirm', 'send confirm: true, where the server lets that suffice')
    .option('--idempotency-key <key>', 'the same key within 10 minutes answers what the first such call did, and does nothing twice')
    .option('--url <url>', 'call a server that serves at this address, for example http://127.0.0.1:3333/mcp', httpUrl)
    .option('--token-file <file>', 'with --url: file that holds the bearer token; - reads stdin')
    .option('--json', 'print JSON on stdout and nothing else there')
    .option('--sandbox', 'use emulated systems with made-up data; no credentials needed; not with --url')
    .action(async (tool: string, given: JsonObject, options: Options, command: Command) => {
      if (options.tokenFile !== undefined && options.url === undefined) command.error('error: --token-file goes with --url');
      if (options.sandbox && options.url !== undefined)
        command.error('error: --sandbox does not go with --url: the server there decides what its systems are');
      const args = options.confirm ? { ...given, confirm: true } : given;
      const bar = openProgressBar();
      const calling = options.url === undefined ? callHere(tool, args, options, bar) : callThere(options.url, tool, args, options, bar);
      const ended = await calling.finally(() => bar?.clear());
      process.exitCode = ended.code === undefined ? EXIT.done : exitOf(ended.code);
      report(ended, options.json === true);
    });
}

async function callHere(tool: string, args: JsonObject, options: Options, bar: ProgressBar | undefined): Promise<Ended> {
  const { sandbox, idempotencyKey } = options;
  const steward = await openSteward({ environment: processEnvironment(), sandbox: sandbox === true });
  try {
    const caller = { principal: 'local', surface: 'cli' } as const;
    return endOf(await steward.call({ tool, args, idempotencyKey, caller, progress: bar?.show }));
  } finally {
    await steward.close();
  }
}

async function callThere(url: string, tool: string, args: JsonObject, options: Options, bar: ProgressBar | undefined): Promise<Ended> {
  const { tokenFile, idempotencyKey } = options;
  const token = tokenFile === undefined ? undefined : tokenIn(tokenFile, url);
  const failed = (thrown: unknown, isSent: boolean): Ended => ({
    ...remoteFailure(thrown, { url, hasToken: token !== undefined, isSent }),
    structured: undefined,
  });
  const { isTooLarge, openRemote } = await import('../mcp/remote.ts');
  if (isTooLarge(args)) return failed({ status: 413 }, false);
  const remote = await openRemote(url, version, { token, progress: bar?.show }).catch((thrown: unknown) => failed(thrown, false));
  if ('text' in remote) return remote;
  try {
    const { text, structured, code } = await remote.call(tool, args, idempotencyKey);
    return { text, structured, code: code ?? (structured?.['status'] === 'confirmation_required' ? 'confirmation_required' : undefined) };
  } catch (thrown) {
    return failed(thrown, true);
  } finally {
    await remote.close();
  }
}

/** The token of a file: never an argument, which other accounts of the machine can read. Not sent where others can read the connection. */
function tokenIn(file: string, url: string): string {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new InvalidArgumentError('A token is sent over https only, or to this machine.');
  const token = (file === '-' ? readStdin() : readText(file)).trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidArgumentError('The token file must hold one token and nothing else.');
  return token;
}

function endOf(outcome: Outcome): Ended {
  if (outcome.kind === 'done') return { ...outcome.answer, code: undefined };
  if (outcome.kind === 'preview' || outcome.kind === 'ask')
    return { text: outcome.text, structured: { ...outcome.preview }, code: 'confirmation_required' };
  return { text: outcome.error.text, structured: undefined, code: outcome.error.code };
}

function report({ text, structured, code }: Ended, json: boolean): void {
  if (json)
    return printJson(code === undefined ? structured : { error: { code, message: text }, ...(structured ? { preview: structured } : {}) });
  if (code === undefined) printLine(JSON.stringify(structured, null, 2));
  else tell(text);
}

function exitOf(code: string): number {
  if (code === 'confirmation_required') return EXIT.confirm;
  return code === 'unknown_tool' || code === 'invalid_arguments' ? EXIT.usage : EXIT.error;
}

function parseArguments(text: string): JsonObject {
  const source = text === '-' ? readStdin() : text.startsWith('@') ? readText(text.slice(1)) : text;
  const value = parsed(source);
  if (!isObject(value)) throw new InvalidArgumentError('must be a JSON object, for example \'{"groupUuid": "…"}\'.');
  return value;
}

function httpUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('must be an http or https address.');
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
