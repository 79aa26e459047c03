import { uuidOf } from '../core/made-up.ts';
import type { Reply } from '../core/emulation.ts';
import type { Table } from '../core/table.ts';
import { batch } from './batch.ts';
import { bodyOf } from './body.ts';
import { preview, type Cascade } from './cascade.ts';
import { canonical, checked, isUuid, type Fields, type Values } from './fields.ts';
import type { Act, Acts, Call } from './guard.ts';
import { listed, type Listing } from './lists.ts';
import { stamp, type Row, type State, type User } from './model.ts';
import { answer, empty, FORBIDDEN, refusal } from './reply.ts';
import { holds, sees } from './rights.ts';

/** One kind of object that the API keeps: users, teams, groups, role assignments. */
export interface Kind<T extends Row> {
  /** Its path segment, as `user-groups`. */
  readonly path: string;
  /** Its class name, as in "No UserGroup matches". */
  readonly model: string;
  /** Its noun in permissions, as `usergroup`. */
  readonly noun: string;
  readonly rows: Table<T>;
  readonly fields: Fields;
  /** A new object before anything is written to it. */
  readonly blank: (id: string, now: string) => T;
  /** What a batch calls it. */
  readonly label: (row: T) => string;
  readonly shown: (row: T, caller: User, inList: boolean) => unknown;
  readonly written: (row: T) => unknown;
  readonly listing: (caller: User) => Listing<T>;
  readonly cascade: (row: T) => Cascade;
  /** What goes when the object goes. */
  readonly removed: (row: T) => void;
  /** Whether somebody sees it without the right to. */
  readonly own?: (row: T, caller: User) => boolean;
  /** Complaints about values that the fields cannot tell. Throws. */
  readonly examine?: (values: Values, row: T | undefined, caller: User) => void;
  /** Fields that a creation passes over. */
  readonly unset?: readonly string[];
  /** What is kept whatever was written. */
  readonly settled?: (row: T) => T;
  /** Refuses a change or a deletion of one object by itself; batches do not ask. Throws. */
  readonly protect?: (row: T, values: Values | 'delete', caller: User) => void;
  /** Answers a creation in another way. */
  readonly created?: (row: T, caller: User) => Reply | undefined;
  /** Refuses a creation in another way. */
  readonly mayCreate?: (caller: User, folder: string) => void;
  /** Whether a batch of deletions breaks off after each row that it deletes. */
  readonly batchDeleteFails?: boolean;
}

/** No right to put something into a folder. */
export const NO_ADDING = { folder: 'You do not have permission to add objects in this folder' };

/** The routes of one kind. */
export function collection<T extends Row>(state: State, kind: Kind<T>): Acts {
  const { path, rows, written } = kind;

  const list: Act = ({ ask, caller }) => {
    const visible = rows.where((row) => isVisible(state, kind, row, caller));
    return listed(ask, visible, kind.listing(caller));
  };

  const create: Act = ({ ask, caller }) => {
    const given = checked(kind.fields, bodyOf(ask), 'create');
    const values: Values = Object.fromEntries(Object.entries(given).filter(([name]) => !kind.unset?.includes(name)));
    kind.examine?.(values, undefined, caller);
    const folder = typeof values['folder'] === 'string' ? values['folder'] : state.root;
    if (kind.mayCreate) kind.mayCreate(caller, folder);
    else if (!holds(state, caller, `add_${kind.noun}`, folder)) throw answer(NO_ADDING, 403);
    const { now } = state.deployment;
    const blank = kind.blank(uuidOf('ciso new', kind.noun, state.count()), stamp(now()));
    const row = rows.insert(settle(kind, { ...blank, ...values, folder }));
    return kind.created?.(row, caller) ?? answer(written(row), 201);
  };

  const change =
    (mode: 'replace' | 'change'): Act =>
    (call) => {
      const row = found(state, kind, call);
      if (!holds(state, call.caller, `change_${kind.noun}`, row.folder)) throw FORBIDDEN;
      const values = checked(kind.fields, bodyOf(call.ask), mode);
      kind.examine?.(values, row, call.caller);
      kind.protect?.(row, values, call.caller);
      return answer(written(write(state, kind, row, values, call.caller)));
    };

  const destroy: Act = (call) => {
    const row = found(state, kind, call);
    if (!holds(state, call.caller, `delete_${kind.noun}`, row.folder)) throw FORBIDDEN;
    kind.protect?.(row, 'delete', call.caller);
    erase(kind, row);
    return empty(204);
  };

  return {
    [`GET /api/${path}/`]: list,
    [`POST /api/${path}/`]: create,
    [`POST /api/${path}/batch-action/`]: (call) => batch(state, kind, call),
    [`GET /api/${path}/{id}/`]: (call) => answer(kind.shown(found(state, kind, call), call.caller, false)),
    [`PUT /api/${path}/{id}/`]: change('replace'),
    [`PATCH /api/${path}/{id}/`]: change('change'),
    [`DELETE /api/${path}/{id}/`]: destroy,
    [`GET /api/${path}/{id}/object/`]: (call) => answer(written(found(state, kind, call))),
    [`GET /api/${path}/{id}/cascade-info/`]: (call) => answer(preview(kind.cascade(found(state, kind, call)))),
  };
}

/** Whether a caller sees an object. */
export function isVisible<T extends Row>(state: State, { noun, own }: Pick<Kind<T>, 'noun' | 'own'>, row: T, caller: User): boolean {
  return own?.(row, caller) || sees(state, caller, `view_${noun}`, row);
}

/** Merges values into an object. Throws 403 where it may not go into the new folder. */
export function write<T extends Row>(state: State, kind: Kind<T>, row: T, values: Values, caller: User): T {
  const { folder } = values;
  if (typeof folder === 'string' && folder !== row.folder) {
    if (row.builtin) throw answer({ folder: 'Builtin objects cannot change folder' }, 403);
    if (!holds(state, caller, `add_${kind.noun}`, folder)) throw answer(NO_ADDING, 403);
  }
  return kind.rows.insert(settle(kind, { ...row, ...values, updated_at: stamp(state.deployment.now()) }));
}

/** Deletes an object and what goes with it. */
export function erase<T extends Row>(kind: Kind<T>, row: T): void {
  kind.rows.remove(row.id);
  kind.removed(row);
}

function settle<T extends Row>({ settled }: Kind<T>, row: T): T {
  return settled?.(row) ?? row;
}

function found<T extends Row>(state: State, kind: Kind<T>, { ask, caller }: Call): T {
  const { id = '' } = ask.params;
  if (!isUuid(id)) throw refusal(404, 'Not found.');
  const row = kind.rows.get(canonical(id));
  if (!row || !isVisible(state, kind, row, caller)) throw refusal(404, `No ${kind.model} matches the given query.`);
  return row;
}
