import { Command, InvalidArgumentError } from 'commander';
import { accountName } from './person.ts';
import { printLine } from './print.ts';
import { onState, waiting } from './requests.ts';

/** Longest reason, in characters. */
const REASON_LIMIT = 500;

/** `steward-mcp deny`: needs no terminal, since a no does no harm. Exit 1 when there was nothing to deny. */
export function denyCommand(): Command {
  return new Command('deny')
    .description('Refuse one request.')
    .argument('<id>', 'the request, as its preview or `steward-mcp approvals` names it')
    .option('--reason <text>', 'why; the assistant is told', reasonText)
    .action((id: string, { reason }: { reason?: string }) =>
      onState(async (state) => {
        await waiting(state, id);
        await state.confirmations.decide(id, { approve: false, approver: accountName(), channel: 'terminal', reason });
        printLine('Denied. The assistant is told so when it makes the call again.');
      }),
    );
}

function reasonText(text: string): string | undefined {
  const reason = text.trim().toWellFormed();
  if (reason.length > REASON_LIMIT) throw new InvalidArgumentError(`must be at most ${REASON_LIMIT} characters.`);
  return reason === '' ? undefined : reason;
}
