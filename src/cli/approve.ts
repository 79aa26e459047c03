import { Command } from 'commander';
import type { Confirmation } from '../confirm/index.ts';
import { StewardError } from '../operation/index.ts';
import { EXIT } from './exit.ts';
import { accountName, askPerson, isAtTerminal } from './person.ts';
import { printLine, tell } from './print.ts';
import { clock, requestLines } from './request-lines.ts';
import { onState, waiting, type TerminalState } from './requests.ts';
import { visible } from './visible.ts';

/** `steward-mcp approve`: exit 0 approved, 1 not approved, 2 without an interactive terminal. */
export function approveCommand(): Command {
  return new Command('approve')
    .description('Show one request in full and ask whether it shall be done. Only on an interactive terminal.')
    .argument('<id>', 'the request, as its preview or `steward-mcp approvals` names it')
    .action(async (id: string) => {
      if (isAtTerminal('approve')) await onState((state) => approve(state, id));
    });
}

async function approve(state: TerminalState, id: string): Promise<void> {
  const request = await waiting(state, id);
  const approver = accountName();
  refuseOwn(state, request, approver);
  for (const line of requestLines(request)) printLine(line);
  if (!(await isAgreed(request))) {
    tell('Not approved; it still waits. To refuse it: steward-mcp deny ' + request.id);
    process.exitCode = EXIT.error;
    return;
  }
  await state.confirmations.decide(id, { approve: true, approver, channel: 'terminal', typed: request.typed });
  printLine(`Approved by ${approver}. The same call with confirm: true is made once, until ${clock(request.expires)}.`);
}

/** The worst class wants its name typed; it is compared as it was shown. */
async function isAgreed({ typed }: Confirmation): Promise<boolean> {
  if (typed === undefined) return (await askPerson('\nType yes to have exactly this done: '))?.trim().toLowerCase() === 'yes';
  const name = visible(typed);
  const answer = await askPerson(`\nTo have exactly this done, type the name ${name}: `);
  if (answer === undefined || answer.trim() === '') return false;
  if (answer.trim() !== name)
    throw new StewardError('confirmation_refused', `What was typed is not "${name}". Not approved; it still waits.`);
  return true;
}

function refuseOwn({ settings }: TerminalState, { typed, principal }: Confirmation, approver: string): void {
  if (settings.STEWARD_APPROVALS === 'two' && typed !== undefined && approver === principal) {
    throw new StewardError('confirmation_refused', 'Requests of this kind need a second person: whoever asked cannot approve them.');
  }
}
