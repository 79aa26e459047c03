import type { Handler } from '../core/emulation.ts';
import type { AccessState, Attribute } from './access-state.ts';
import { records, text, type Members } from './body.ts';
import { asUuid, guarded, needRole, type Call } from './guards.ts';
import { organizationOf } from './organization-routes.ts';
import { created, ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

const BODY: readonly Members[] = [
  { name: 'string', description: 'string?', attributeDefault: 'string|null' },
  { groups: 'array', users: 'array' },
];

/** User attributes, by which rows and columns are hidden. */
export function attributeRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  const known = (call: Call): string => {
    needRole(call, 'admin');
    const uuid = call.uuid('userAttributeUuid');
    // The vendor reads a property of what it did not find.
    if (!access.attributes.get(uuid)) throw unexpected();
    return uuid;
  };
  return {
    'GET /api/v1/org/attributes': guarded(state, {}, (call) => {
      needRole(call, 'admin');
      const { organizationUuid } = organizationOf(call);
      const rows = access.attributes.where((row) => row.organizationUuid === organizationUuid);
      return ok(rows.toSorted((a, b) => a.name.localeCompare(b.name)).map((row) => view(access, row)));
    }),
    'POST /api/v1/org/attributes': guarded(state, { body: BODY }, (call) => {
      needRole(call, 'admin');
      const { organizationUuid } = organizationOf(call);
      const uuid = access.nextId('attribute');
      return created(
        view(
          access,
          access.attributes.insert({ uuid, createdAt: new Date().toISOString(), organizationUuid, ...given(access, call, uuid) }),
        ),
      );
    }),
    'PUT /api/v1/org/attributes/{userAttributeUuid}': guarded(state, { body: BODY }, (call) => {
      const uuid = known(call);
      const { createdAt, organizationUuid } = access.attributes.get(uuid) ?? {};
      if (createdAt === undefined || organizationUuid === undefined) throw unexpected();
      return created(view(access, access.attributes.insert({ uuid, createdAt, organizationUuid, ...given(access, call, uuid) })));
    }),
    'DELETE /api/v1/org/attributes/{userAttributeUuid}': guarded(state, {}, (call) => {
      access.attributes.remove(known(call));
      return ok();
    }),
  };
}

function given(access: AccessState, { body }: Call, uuid: string): Omit<Attribute, 'uuid' | 'createdAt' | 'organizationUuid'> {
  const { attributeDefault, description } = body;
  const name = text(body, 'name');
  if (access.attributes.find((row) => row.name === name && row.uuid !== uuid)) throw unexpected();
  const users = records(body, 'users').map((row) => ({ userUuid: asUuid(text(row, 'userUuid')), value: text(row, 'value') }));
  const groups = records(body, 'groups').map((row) => ({ groupUuid: asUuid(text(row, 'groupUuid')), value: text(row, 'value') }));
  const strangers = [
    ...users.filter((row) => !access.users.get(row.userUuid)),
    ...groups.filter((row) => !access.groups.get(row.groupUuid)),
  ];
  if (strangers.length > 0) throw unexpected();
  const told = typeof description === 'string' ? { description } : {};
  return { name, ...told, attributeDefault: typeof attributeDefault === 'string' ? attributeDefault : null, users, groups };
}

function view(access: AccessState, { uuid, createdAt, name, organizationUuid, description, attributeDefault, users, groups }: Attribute) {
  const named = users.map((row) => ({ ...row, email: access.users.get(row.userUuid)?.email ?? '' }));
  return { uuid, createdAt, name, organizationUuid, description, attributeDefault, users: named, groups };
}
