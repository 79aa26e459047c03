import { StewardError, type Arguments, type ErrorCode, type Operation } from '../../operation/index.ts';
import type { RawAnswer } from '../client.ts';
import { NAME } from './session.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly text: string;
  readonly field?: string;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a 500 stands for where the server fails on a request that is merely wrong; each line was seen on a running one. */
const MEANINGS: Readonly<Record<string, (args: Arguments) => Meaning | undefined>> = {
  accounts_saml_download_cert_retrieve: () => ({ code: 'feature_disabled', text: 'has no SAML provider set up' }),
  accounts_saml_generate_keys_create: ({ common_name: name, days }) => {
    if (typeof name === 'string' && name.length > 64)
      return { code: 'rejected', text: 'takes at most 64 characters as common_name', field: 'common_name' };
    if (typeof days === 'number' && !(days > 0)) return { code: 'rejected', text: 'takes only a positive number of days', field: 'days' };
    return { code: 'feature_disabled', text: 'has no SAML provider set up' };
  },
  actors_object_retrieve: () => ({ code: 'vendor_error', text: 'fails here for every actor; ciso_get_actor works' }),
  iam_auth_tokens_create: ({ name }) =>
    name === undefined
      ? { code: 'rejected', text: 'wants a name for the token', field: 'name' }
      : { code: 'rejected', text: 'cannot keep a token for that many days', field: 'expiry' },
  iam_password_reset_create: ({ email }) =>
    email === undefined
      ? { code: 'rejected', text: 'wants an e-mail address', field: 'email' }
      : { code: 'feature_disabled', text: 'has no mail server set up' },
  iam_password_reset_confirm_create: () => ({ code: 'rejected', text: 'cannot read the uidb64 of the link', field: 'uidb64' }),
  user_groups_list: ({ search, ordering }) =>
    search !== undefined && ordering !== undefined
      ? { code: 'rejected', text: 'cannot search and order groups at once', field: 'ordering' }
      : undefined,
  users_list: (args) =>
    args['is_applied_control_owner'] === undefined
      ? undefined
      : { code: 'rejected', text: 'fails whenever is_applied_control_owner is given; leave it out', field: 'is_applied_control_owner' },
  users_create: () => ({ code: 'outcome_unknown', text: 'failed while making the account, which may exist now' }),
  users_update: onlyAdministrator,
  users_partial_update: onlyAdministrator,
  users_destroy: () => ({ code: 'rejected', text: 'failed and deleted nothing; it does so when an account deletes itself', field: 'id' }),
};

/** The error of a 5xx answer. Pages and tracebacks that come with it are never passed on. */
export function crash(operation: Operation, args: Arguments, raw: RawAnswer, words: string): StewardError {
  const meaning = raw.status === 500 ? (batchMeaning(operation, args) ?? MEANINGS[operation.id]?.(args)) : undefined;
  const said = words === '' ? '' : ` It says: ${words.replace(/\.$/, '')}.`;
  if (meaning === undefined)
    return new StewardError('vendor_error', `${NAME} failed (${raw.status}).${said}`, { vendorStatus: raw.status });
  return new StewardError(meaning.code, `${NAME} ${meaning.text}.${said}`, { vendorStatus: raw.status, field: meaning.field });
}

function onlyAdministrator({ user_groups: groups }: Arguments): Meaning | undefined {
  if (groups !== undefined) return undefined;
  const text =
    'failed and changed nothing; it does so for the only administrator unless user_groups is sent, with the administrators group in it';
  return { code: 'rejected', text, field: 'user_groups' };
}

/** A malformed id fails before anything is done; any other failure may come in the middle. */
function batchMeaning({ id }: Operation, { ids }: Arguments): Meaning | undefined {
  if (!id.endsWith('_batch_action_create')) return undefined;
  const wellFormed = Array.isArray(ids) && ids.every((one) => typeof one === 'string' && ID.test(one));
  return wellFormed
    ? { code: 'outcome_unknown', text: 'broke off in the middle of the batch: some ids may be done, others not; read them again' }
    : { code: 'rejected', text: 'wants a list of ids, each a UUID; nothing was changed', field: 'ids' };
}
