import { isReply, type Reply } from '../core/emulation.ts';
import { bodyOf, isRecord } from './body.ts';
import { erase, isVisible, write, type Kind } from './collection.ts';
import { checked, isUuid, type Values } from './fields.ts';
import type { Call } from './guard.ts';
import type { Row, State } from './model.ts';
import { answer, error, failure } from './reply.ts';
import { holds } from './rights.ts';

const MOST = 100;
const ACTIONS = ['delete', 'change_field', 'change_m2m', 'change_folder'];
const GONE = 'Object not found or access denied';

interface Change {
  readonly action: string;
  readonly field: string;
  readonly value: unknown;
}

/** One action on many objects, each by itself: the answer is 200 and says what failed, also when all did. */
export function batch<T extends Row>(state: State, kind: Kind<T>, call: Call): Reply {
  const { action, ids, field, value = null } = bodyOf(call.ask).values;
  if (typeof action !== 'string' || !ACTIONS.includes(action)) throw error(400, 'Invalid action type');
  if (!ids || (Array.isArray(ids) && ids.length === 0)) throw error(400, 'No ids provided');
  if (Array.isArray(ids) && ids.length > MOST) throw error(400, `Too many ids (max ${MOST})`);
  // One bad id, or no list at all, makes the server fail before it changes anything.
  if (!Array.isArray(ids) || !ids.every((one) => typeof one === 'string' && isUuid(one))) throw failure();
  const asked = ids.map(String);
  // Read once at the start: an id that comes twice is still found after it was deleted.
  const rows = new Map(
    kind.rows.where((row) => asked.includes(row.id) && isVisible(state, kind, row, call.caller)).map((row) => [row.id, row]),
  );
  const succeeded: unknown[] = [];
  const failed: unknown[] = [];
  const change = { action, field: action === 'change_folder' ? 'folder' : String(field), value };
  for (const id of asked) {
    const row = rows.get(id);
    if (!row) {
      failed.push({ id, error: GONE });
      continue;
    }
    const name = kind.label(row);
    const done = one(state, kind, call, row, change);
    if ('problem' in done) failed.push({ id, name, error: done.problem });
    else {
      if (done.row) rows.set(id, done.row);
      succeeded.push({ id, name: kind.label(done.row ?? row) });
    }
  }
  return answer({ succeeded, failed });
}

type Done<T> = { readonly row: T | undefined } | { readonly problem: unknown };

function one<T extends Row>(state: State, kind: Kind<T>, { caller }: Call, row: T, { action, field, value }: Change): Done<T> {
  const verb = action === 'delete' ? 'delete' : 'change';
  if (!holds(state, caller, `${verb}_${kind.noun}`, row.folder)) return { problem: 'Permission denied' };
  if (action === 'delete') {
    if (row.builtin) return { problem: 'Cannot delete builtin object' };
    if (!kind.rows.get(row.id) || row.id === caller.id) return { problem: 'Unexpected error' };
    erase(kind, row);
    // The row is gone, but the server then fails to name it, and the ids after it stay.
    if (kind.batchDeleteFails) throw failure();
    return { row: undefined };
  }
  const given = action === 'change_m2m' && !Array.isArray(value) ? [value] : value;
  try {
    const values: Values = checked(kind.fields, { values: { [field]: given }, form: false }, 'change');
    kind.examine?.(values, row, caller);
    return { row: write(state, kind, row, values, caller) };
  } catch (thrown) {
    if (!isReply(thrown)) throw thrown;
    return { problem: isRecord(thrown.body) ? thrown.body : 'Unexpected error' };
  }
}
