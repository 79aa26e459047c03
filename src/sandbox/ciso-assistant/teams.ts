import { cascadeOfTeam } from './cascade.ts';
import { isVisible, type Kind } from './collection.ts';
import { nameOf, type State, type Team, type User } from './model.ts';
import { answer } from './reply.ts';

/** Teams. They are published: readers of a domain see those of the folders above it too. */
export function teamsKind(state: State): Kind<Team> {
  const { teams, users, folders, root } = state;
  const person = (id: string) => users.get(id) !== undefined;
  const seesUser = (user: User, caller: User) => isVisible(state, { noun: 'user', own: ({ id }: User) => id === caller.id }, user, caller);
  const masked = (id: string, caller: User) => {
    const user = users.get(id);
    return user && seesUser(user, caller) ? { str: nameOf(user), id } : {};
  };

  const shown = (team: Team, caller: User) => {
    const { id, name, folder, leader, deputies, members } = team;
    return {
      id,
      name,
      description: team['description'] ?? null,
      folder: { str: folders.get(folder)?.name ?? '', id: folder },
      team_email: team['team_email'] ?? null,
      leader: leader && masked(leader, caller),
      deputies: deputies.map((one) => masked(one, caller)),
      members: members.map((one) => masked(one, caller)),
    };
  };

  return {
    path: 'teams',
    model: 'Team',
    noun: 'team',
    rows: teams,
    fields: {
      name: { kind: 'text', max: 200, required: true },
      description: { kind: 'text', blank: true, nullable: true },
      folder: { kind: 'link', known: (id) => folders.get(id) !== undefined },
      team_email: { kind: 'email', max: 254, blank: true, nullable: true },
      leader: { kind: 'link', nullable: true, known: person },
      deputies: { kind: 'links', known: person },
      members: { kind: 'links', known: person },
    },
    blank: (id, now) => ({
      id,
      folder: root,
      is_published: true,
      builtin: false,
      created_at: now,
      updated_at: now,
      name: '',
      description: null,
      team_email: null,
      leader: null,
      deputies: [],
      members: [],
    }),
    label: ({ name }) => name,
    shown,
    written: ({ id, name, description, folder, team_email, leader, deputies, members }) => ({
      id,
      name,
      description,
      folder,
      team_email,
      leader,
      deputies,
      members,
    }),
    listing: (caller) => ({
      path: '/api/teams/',
      searched: ({ name, description }) => [name, String(description ?? '')],
      ordered: {
        id: ({ id }) => id,
        name: ({ name }) => name,
        folder: ({ folder }) => folders.get(folder)?.name ?? '',
        created_at: ({ created_at: at }) => at,
        updated_at: ({ updated_at: at }) => at,
      },
      order: 'created_at',
      shown: (team) => shown(team, caller),
    }),
    cascade: (team) => cascadeOfTeam(state, team),
    removed: () => undefined,
    examine: (values, team, caller) => {
      // The leader is not looked at.
      const before = [...(team?.deputies ?? []), ...(team?.members ?? [])];
      for (const field of ['deputies', 'members']) {
        const ids = values[field];
        const added = Array.isArray(ids) ? users.where(({ id }) => ids.includes(id) && !before.includes(id)) : [];
        if (added.some((user) => !seesUser(user, caller)))
          throw answer({ [field]: 'You do not have permission to use one of these objects' }, 403);
      }
    },
  };
}
