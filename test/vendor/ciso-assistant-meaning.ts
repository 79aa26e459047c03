import { isObject, member } from '../../src/operation/index.ts';
import type { Exchange } from './recordings.ts';

/** What a caller must get for a recorded answer. */
export type Meaning =
  | { readonly data: unknown; readonly page?: unknown; readonly note?: RegExp }
  | { readonly code: string; readonly field: string | undefined };

const fails = (code: string, field?: string): Meaning => ({ code, field });

/** What the recorded status and body mean, written from the vendor's habits and not from the adapter. */
export function meaning(exchange: Exchange): Meaning {
  const {
    operationId: id,
    response: { status, body },
  } = exchange;
  if (id === 'iam_login_create')
    return status === 200 ? { data: { signed_in: true, expiry: member(body, 'expiry') } } : fails('sign_in_failed');
  if (status < 300) return success(exchange);
  if (status < 400) return fails('unexpected_answer');
  if (isObject(body) && 'warning' in body)
    return { data: { created: true, email: member(exchange.request.body, 'email') }, note: /made the account.*mail/ };
  if (status === 401) return fails(body === null ? 'forbidden' : 'sign_in_failed');
  if (status === 404) return fails(typeof body === 'string' ? 'unexpected_answer' : 'not_found');
  if (status === 500) return crash(exchange);
  if (status === 403) return refusal(body);
  if (typeof body === 'string') return fails('rejected', 'id');
  if (JSON.stringify(body).includes('already exists')) return fails('conflict', 'email');
  return fails('rejected', fieldOf(exchange));
}

function success({ operationId, request, response: { body, headers } }: Exchange): Meaning {
  if (body === null) return { data: null };
  if (headers['content-type']?.startsWith('text/html')) return fails('unexpected_answer');
  if (headers['content-type'] === 'application/x-pem-file') return { data: { certificate: body } };
  if (operationId.endsWith('batch_action_create')) return batch(body, request.body);
  const results = member(body, 'results');
  if (!Array.isArray(results)) {
    const kept =
      operationId === 'users_partial_update' && member(request.body, 'is_active') === false && member(body, 'is_active') === true;
    return { data: body, ...(kept ? { note: /still active/ } : {}) };
  }
  const next = member(body, 'next');
  const after = typeof next === 'string' ? new URL(next, 'http://localhost').searchParams : undefined;
  const following = after && { offset: Number(after.get('offset')), limit: Number(after.get('limit')) };
  const start = Math.max(0, Number(request.query['offset'] ?? 0));
  return { data: results, page: { total: member(body, 'count'), next: following, start } };
}

function batch(body: unknown, asked: unknown): Meaning {
  const failed = list(member(body, 'failed')).map((one) => member(one, 'error'));
  if (failed.length === 0) return { data: body };
  const total = failed.length + list(member(body, 'succeeded')).length;
  if (failed.length < total) return { data: body, note: new RegExp(`^${failed.length} of ${total} failed: `) };
  if (failed.every((error) => error === 'Object not found or access denied')) return fails('not_found', 'ids');
  if (failed.every((error) => error === 'Permission denied' || error === 'Object not found or access denied')) return fails('forbidden');
  const named = failed.find(isObject);
  return fails(
    'rejected',
    named &&
      (member(asked, 'action') === 'change_folder' || member(asked, 'field') === Object.keys(named)[0] ? 'value' : Object.keys(named)[0]),
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A 403 is about rights, except where the text is a key that states a rule. */
function refusal(body: unknown): Meaning {
  const rules: Record<string, string | undefined> = {
    attemptToDeleteOnlyAdminAccountError: 'id',
    attemptToRemoveOnlyAdminUserGroup: 'user_groups',
    attemptToDeleteBuiltinUserGroup: 'id',
    errorMaxPatAmountExceeded: undefined,
  };
  const error = member(body, 'error');
  if (typeof error === 'string' && error in rules) return fails('rejected', rules[error]);
  const [name] = Object.keys(isObject(body) ? body : {});
  return fails('forbidden', name === 'detail' || name === 'error' ? undefined : name);
}

function fieldOf({ operationId, request, response: { body } }: Exchange): string | undefined {
  if (Array.isArray(body)) return Object.keys(request.body ?? {}).find((name) => name === 'is_local' || name === 'old_password');
  const [name] = Object.keys(isObject(body) ? body : {});
  if (name === 'detail') return undefined;
  if (name !== 'error') return name;
  return { iam_auth_tokens_create: 'expiry', user_preferences_partial_update: 'lang', iam_password_reset_confirm_create: 'token' }[
    operationId
  ];
}

/** Most 500s of this system are wrong requests; which, the label and the request tell. */
function crash({ operationId, label, request: { body, query }, response }: Exchange): Meaning {
  const given = (name: string) => member(body, name) !== undefined || name in query;
  if (operationId.startsWith('accounts_saml')) {
    if (label.includes('common name')) return fails('rejected', 'common_name');
    return label.includes('days') ? fails('rejected', 'days') : fails('feature_disabled');
  }
  if (operationId.endsWith('batch_action_create'))
    return /malformed id|ids is/.test(label) ? fails('rejected', 'ids') : fails('outcome_unknown');
  if (operationId === 'users_create') return fails('outcome_unknown');
  if (operationId === 'actors_object_retrieve') return fails('vendor_error');
  if (operationId === 'iam_password_reset_create' && isObject(response.body)) return fails('feature_disabled');
  if (operationId === 'iam_auth_tokens_create') return fails('rejected', given('name') ? 'expiry' : 'name');
  const fields: Record<string, string> = {
    iam_password_reset_create: 'email',
    iam_password_reset_confirm_create: 'uidb64',
    user_groups_list: 'ordering',
    users_list: 'is_applied_control_owner',
    users_update: 'user_groups',
    users_partial_update: 'user_groups',
    users_destroy: 'id',
  };
  return fails('rejected', fields[operationId]);
}
