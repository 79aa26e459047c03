import { Command, InvalidArgumentError } from 'commander';
import { processEnvironment, readSettings, SettingsError } from '../config/index.ts';
import { openState } from '../state/index.ts';
import { accountName, isAtTerminal } from './person.ts';
import { printLine, tell } from './print.ts';
import { historyLine, requestFacts, requestLines } from './request-lines.ts';
import { isOpen, onState } from './requests.ts';
import { visibleJson } from './visible.ts';

/** How many decided requests are listed for a person. */
const RECENT = 20;

/** `steward-mcp approvals`: what waits for a person, and what was decided within a day. */
export function approvalsCommand(): Command {
  return new Command('approvals')
    .description('List what waits for a yes, in full, and what was decided lately.')
    .option('--json', 'print JSON: {pending, recent}')
    .option(
      '--link <server>',
      'print a link that signs in to the approvals page of a server, once; it must have the same STEWARD_STATE_KEY',
      originOf,
    )
    .option('--as <name>', 'with --link: whose answers they are; default the name of this account')
    .action(({ json, link, as: name }: { json?: boolean; link?: string; as?: string }) => {
      if (link !== undefined) return printLink(link, name ?? accountName());
      return onState(async ({ confirmations }) => {
        const all = await confirmations.list();
        const pending = all.filter(isOpen);
        const recent = all.filter((request) => !isOpen(request)).toReversed();
        if (json) return printLine(visibleJson({ pending: pending.map(requestFacts), recent: recent.map(requestFacts) }));
        if (pending.length === 0) printLine('Nothing waits for a yes.');
        for (const request of pending) {
          for (const line of requestLines(request)) printLine(line);
          printLine(`  Answer with: steward-mcp approve ${request.id}, or steward-mcp deny ${request.id}\n`);
        }
        if (recent.length > 0) printLine('Decided:');
        for (const request of recent.slice(0, RECENT)) printLine(historyLine(request));
      });
    });
}

/** A link is for the eyes of a person: an agent that had one could agree with itself. */
async function printLink(origin: string, approver: string): Promise<void> {
  if (!isAtTerminal('approvals --link')) return;
  const { STEWARD_STATE_KEY: text } = readSettings(processEnvironment());
  if (text === undefined) throw new SettingsError(['STEWARD_STATE_KEY: a link wants the state key of the server.']);
  const { newTicket } = await import('../http/approvals/index.ts');
  tell(`Signs in as ${approver}, once, within five minutes:`);
  printLine(`${origin}/approvals?ticket=${newTicket({ key: openState(undefined, text).key }, approver)}`);
}

function originOf(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new InvalidArgumentError('must be the address of a server, such as https://steward.example.com.');
  return new URL(text).origin;
}
