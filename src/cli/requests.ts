import { handlesFor, type Handles } from '../call/index.ts';
import { defaultStateDir, processEnvironment, readSettings, type Settings } from '../config/index.ts';
import { openConfirmations, type Confirmation, type Confirmations } from '../confirm/index.ts';
import { StewardError } from '../operation/index.ts';
import { isId, openState } from '../state/index.ts';
import { EXIT } from './exit.ts';
import { tell } from './print.ts';

/** The state that the servers of this account work with, as a terminal opens it. */
export interface TerminalState {
  readonly settings: Settings;
  readonly confirmations: Confirmations;
  readonly handles: Handles;
}

/** Runs `action` on the state that the settings name. What was refused is told in one line, with exit code 1. */
export async function onState(action: (state: TerminalState) => Promise<void>): Promise<void> {
  const settings = readSettings(processEnvironment());
  const { STEWARD_STATE_DIR: folder = defaultStateDir(), STEWARD_STATE_KEY: keyText, STEWARD_REDIS_URL: url } = settings;
  const { store, key } = openState(folder, keyText, url === undefined ? undefined : { url });
  try {
    await action({ settings, confirmations: openConfirmations(store, key), handles: handlesFor(key) });
  } catch (thrown) {
    // The advice of this error is for a model.
    if (!(thrown instanceof StewardError && thrown.code === 'confirmation_refused')) throw thrown;
    tell(thrown.message);
    process.exitCode = EXIT.error;
  } finally {
    await store.close();
  }
}

/** The request of that id, which waits for a decision. Throws `confirmation_refused` when it does not. */
export async function waiting({ confirmations }: TerminalState, id: string): Promise<Confirmation> {
  const record = isId(id) ? await confirmations.get(id) : undefined;
  if (!record)
    throw new StewardError(
      'confirmation_refused',
      `There is no request ${id.slice(0, 80)} here: it is over, or other settings name another place of state.`,
    );
  if (record.status !== 'pending')
    throw new StewardError('confirmation_refused', `That request is ${record.used ? 'approved and used' : record.status} already.`);
  if (!isOpen(record))
    throw new StewardError('confirmation_refused', 'That request is over: nobody answered within 10 minutes. The assistant can ask again.');
  return record;
}

/** Whether a request can still be answered. */
export function isOpen({ status, expires }: Confirmation): boolean {
  return status === 'pending' && expires > Date.now();
}
