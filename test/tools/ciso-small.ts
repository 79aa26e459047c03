import { previewOf } from '../../src/call/preview.ts';
import { asksBecause, checkInput, StewardError, type Arguments, type Operation } from '../../src/operation/index.ts';
import type { Adapter } from '../../src/vendor/index.ts';
import { cisoAssistant } from '../../tools/ciso-assistant/index.ts';

export const ADA = '00000000-0000-4000-8000-00000000000a';
export const BEN = '00000000-0000-4000-8000-00000000000b';
export const CAL = '00000000-0000-4000-8000-00000000000c';
export const ADMINS = '00000000-0000-4000-8000-0000000000f1';
export const READERS = '00000000-0000-4000-8000-0000000000f2';
export const TEAM = '00000000-0000-4000-8000-0000000000e1';

export const admins = { id: ADMINS, str: 'Global - Administrator', name: 'Global - Administrator', builtin: true };
export const readers = { id: READERS, str: 'Finance - Reader', name: 'Finance - Reader', builtin: true };
export const user = (id: string, email: string, groups: readonly object[], is_active = true) => ({
  id,
  email,
  is_active,
  user_groups: groups,
});

type Answers = Readonly<Record<string, unknown>>;

/** A small CISO Assistant: Ada is the only active administrator and the account of the server; Cal was one, but is inactive. */
export const small: Answers = {
  users_list: [
    user(ADA, 'ada@example.com', [admins]),
    user(BEN, 'ben@example.com', [readers]),
    user(CAL, 'cal@example.com', [admins], false),
  ],
  users_retrieve: user(BEN, 'ben@example.com', [readers]),
  iam_current_user_retrieve: { id: ADA, email: 'ada@example.com' },
  user_groups_list: [admins, readers],
  user_groups_retrieve: admins,
  user_groups_object_retrieve: { id: ADMINS, name: 'BI-UG-ADM', builtin: true },
  teams_retrieve: {
    id: TEAM,
    name: 'Blue',
    leader: { str: 'Ada Admin', id: ADA },
    deputies: [],
    members: [{ str: 'Ben Reader', id: BEN }, {}],
  },
  iam_auth_tokens_retrieve: [{ name: 'nightly', created: '2026-01-01', expiry: '2026-02-01', digest: 'd1' }],
  users_cascade_info_retrieve: {
    deleted: { count: 1, grouped_objects: [{ model: 'Actor', verbose_name: 'actor', objects: [{ id: 'x', name: 'Ben Reader' }] }] },
    affected: {
      count: 1,
      grouped_objects: [{ model: 'UserGroup', verbose_name: 'user group', objects: [{ id: 'y', name: 'Finance - Reader' }] }],
    },
  },
  user_groups_cascade_info_retrieve: {
    deleted: { count: 1, grouped_objects: [{ verbose_name: 'role assignment', objects: [{ id: 'z', name: 'BI-RL-AUD → BI-UG-AUD' }] }] },
    affected: { count: 1, grouped_objects: [{ verbose_name: 'user', objects: [{ id: BEN, name: 'ben@example.com' }] }] },
  },
};

/** What a person is told, with every read answered from a table; what is not in it is not found. */
export async function told(operation: Operation, args: Arguments, answers: Answers = small): Promise<string> {
  const checked = checkInput(operation, args);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const call: Adapter['call'] = async (read) => {
    if (!Object.hasOwn(answers, read.id)) throw new StewardError('not_found', `CISO Assistant does not have ${read.id}.`);
    return { data: answers[read.id], status: 200 };
  };
  const adapter: Adapter = { system: 'ciso-assistant', call, close: async () => undefined };
  const because = asksBecause(operation, checked.args) ?? 'it does not ask';
  return (await previewOf({ entry: { operation, system: cisoAssistant }, args: checked.args, because, adapter })).says;
}
