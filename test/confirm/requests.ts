import type { Binding, Confirmations, Question } from '../../src/confirm/index.ts';

/** What a made-up call is bound to. */
export const BINDING: Binding = { principal: 'local', tool: 'lightdash_delete_thing', args: '{"id":"a"}' };

/** What a person is asked about it. */
export const QUESTION: Question = {
  tool: 'lightdash_delete_thing',
  title: 'Delete thing',
  system: 'Lightdash',
  because: 'it removes something',
  says: 'Delete "Sales" (a).',
  undo: 'Cannot be undone.',
  args: { id: 'a' },
  principal: 'local',
};

/** A person's yes on the page. */
export const YES = { approve: true, approver: 'ada', channel: 'page' } as const;

/** A person's no in a terminal. */
export const NO = { approve: false, approver: 'ben', channel: 'terminal', reason: 'not today' } as const;

/** Asks about the made-up call. */
export function asked(confirmations: Confirmations, more: Partial<Question> = {}) {
  return confirmations.ask(BINDING, { ...QUESTION, ...more });
}

/** The code with which something was refused; `done` when it was not. */
export async function codeOf(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => 'done',
    (thrown: unknown) => (thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown)),
  );
}
