import { given, update } from '../../src/operation/index.ts';
import { administratorGroups, lastAdministrator, WHO } from './administrators.ts';
import { batchBody, batchSays, checkBatch, NOT_ATOMIC, type Batch, manyTargets } from './batch.ts';
import { getCurrentUser } from './iam-sessions.ts';
import { listed, named, namedAll, rows, text } from './says.ts';
import { userFields } from './user-fields.ts';
import { listUserGroups } from './user-groups.ts';
import { listUsers } from './users.ts';

const FIELDS = [
  'email',
  'first_name',
  'last_name',
  'is_active',
  'date_joined',
  'keep_local_login',
  'is_third_party',
  'observation',
  'expiry_date',
  'is_superuser',
  'user_groups',
] as const;

const rules = {
  fields: userFields,
  relations: ['user_groups'],
  noFolder: 'users have no folder; the system would report a success and change nothing',
};

export const batchUsers = update({
  id: 'users_batch_action_create',
  name: 'ciso_batch_users',
  title: 'Batch change users',
  description:
    'Deletes up to 100 accounts or sets one field on all. user_groups replaces memberships. The last administrator is not protected.',
  words:
    'bulk deactivate, purge users in one call, at once, mass delete accounts, offboard many people, set groups for several users, ' +
    'bulk edit, mehrere Benutzer, Massenänderung, en masse, utilisateurs multiples, masivo, varios usuarios, ' +
    'deactivate many accounts in one go, delete several users with one call, purge five accounts, bulk delete users, ' +
    'change a field on several users together, mehrere Benutzer löschen, viele Konten auf einmal deaktivieren, ' +
    'supprimer plusieurs utilisateurs d’un coup, désactiver en masse, eliminar varios usuarios a la vez, desactivar varias cuentas',
  route: 'POST /users/batch-action/',
  body: batchBody(FIELDS),
  check: checkBatch(rules),
  grants: true,
  destroys: true,
  before: {
    users: given(listUsers, (batch) => ({ id: batch.ids, limit: 100 })),
    me: getCurrentUser,
    groups: given(listUserGroups, (batch) =>
      setsGroups(batch) && groupIds(batch).length > 0 ? { id: groupIds(batch).slice(0, 100) } : undefined,
    ),
    active: given(listUsers, (batch) => (locksOut(batch) || setsGroups(batch) ? { is_active: true, limit: WHO } : undefined)),
  },
  says: ({ users, me, groups, active, input }) => {
    const value = setsGroups(input) ? `exactly these groups: ${namedAll(input.value, groups)};` : undefined;
    // The system neither deactivates superusers nor says so.
    const immune = locksOut(input) && input.action !== 'delete' ? rows(users).filter((one) => one['is_superuser'] === true) : [];
    const losing = input.ids.filter((id) => !immune.some((one) => one['id'] === id));
    const kept = immune.length === 0 ? '' : ` Superusers stay active: ${listed(immune.map((one) => named(one)))}.`;
    const own = losing.includes(text(me, 'id') ?? '') && (locksOut(input) || setsGroups(input));
    const cut = own ? ' The account of this server is among them: it would cut itself off or lose rights.' : '';
    const stripped = setsGroups(input) && !groupIds(input).some((id) => administratorGroups(active).has(id));
    const last = locksOut(input) || stripped ? lastAdministrator(active, losing) : '';
    return `${batchSays(input, 'users', users, value)}${input.action === 'delete' ? GONE : kept}${cut}${last}${NOT_ATOMIC}`;
  },
  undo: 'Deleted accounts cannot be brought back; changed fields can be set again.',
  worst: manyTargets,
});

/** The system has no preview of what a batch takes along. */
const GONE =
  ' Their tokens, second factors, group memberships and everything assigned to them are lost. Deactivating them instead (is_active false) can be undone.';

function setsGroups({ action, field }: Batch): boolean {
  return action !== 'delete' && field === 'user_groups';
}

function groupIds({ value }: Batch): readonly string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** An expiry day locks out as well, when it comes. */
function locksOut({ action, field, value }: Batch): boolean {
  if (action === 'delete') return true;
  return action === 'change_field' && ((field === 'is_active' && value === false) || (field === 'expiry_date' && value !== null));
}
